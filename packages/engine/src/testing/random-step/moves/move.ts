import type { Value } from '../values.ts';

/** What a move has to work with: earlier values, and choices. */
export interface Given {
  value(index: 0 | 1 | 2): Value;
  choose<Option>(index: 0 | 1 | 2, options: readonly Option[]): Option;
}
type Move = (given: Given) => Value;
/** By name. Plans name moves, so their names are part of a counterexample. */
export type Moves = Readonly<Record<string, Move>>;
