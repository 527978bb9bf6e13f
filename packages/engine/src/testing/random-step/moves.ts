import { arranging } from './moves/arranging.ts';
import { derivatives } from './moves/derivatives.ts';
import { elementwise } from './moves/elementwise.ts';
import { images } from './moves/images.ts';
import type { Moves } from './moves/move.ts';
import { products } from './moves/products.ts';
import { recurrent } from './moves/recurrent.ts';
import { withoutGradient } from './moves/without-gradient.ts';

/** The operations of random steps. Simple ones come first, because fast-check shrinks towards them. */
export const moves: Moves = { ...elementwise, ...products, ...arranging, ...derivatives, ...images, ...recurrent, ...withoutGradient };
export const moveNames = Object.keys(moves);
