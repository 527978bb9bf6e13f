import type { FamilyName } from '../config.ts';
import { convolutional } from './convolutional.ts';
import { dense } from './dense.ts';
import type { Family } from './family.ts';
import { recurrent } from './recurrent.ts';

export const families: Readonly<Record<FamilyName, Family>> = { dense, convolutional, recurrent };
