import type { Steered } from '../contract/steering.ts';
import { DbError } from '../errors.ts';

/** The result of an action on one run or sweep. */
export type SteeringResult = Steered | { readonly id: string; readonly refusal: DbError };

export function conflict(sentence: string): DbError {
  return new DbError('STATE_CONFLICT', sentence);
}
