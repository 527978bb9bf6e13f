import type { FigureDefinition } from './figure.ts';
import { interpolation } from './interpolation.ts';
import { manifold } from './manifold.ts';
import { traversal } from './traversal.ts';

/** Every figure, in the order of a page. Adding one is a file and a line here. */
const definitions = { manifold, interpolation, traversal } as const satisfies Readonly<Record<string, FigureDefinition>>;

export type FigureKind = keyof typeof definitions;

export const figureTable: Readonly<Record<FigureKind, FigureDefinition>> = definitions;

export const figureKinds = Object.keys(definitions) as readonly FigureKind[];
