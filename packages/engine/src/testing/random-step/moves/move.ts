import type { Value } from '../values.ts';

/** The inputs of a move: earlier values, and random choices. */
export interface MoveInput {
  value(index: 0 | 1 | 2): Value;
  choose<Option>(index: 0 | 1 | 2, options: readonly Option[]): Option;
}
type Move = (given: MoveInput) => Value;
/** By name. Plans name moves, so their names are part of a counterexample. */
export type Moves = Readonly<Record<string, Move>>;
