import { CommanderError } from 'commander';

/** 0 done, 1 failed, 2 bad input, 130 interrupted and resumable. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

const badInput: ReadonlySet<string> = new Set([
  'BAD_INPUT',
  'HOME_OWNED',
  'SPEC_INVALID',
  'NOT_FOUND',
  'AMBIGUOUS_ID',
  'ID_INVALID',
  'INPUT_INVALID',
  'STATE_CONFLICT',
  'HOME_UNSUITABLE',
  'DATABASE_MISSING',
  'DATABASE_NEWER',
  'DATABASE_OLDER',
  'READ_ONLY',
]);

/** Each package's one error class, by name: importing them all would load TensorFlow.js for every command. */
const ours: ReadonlySet<string> = new Set(['DatasetError', 'DbError', 'EngineError', 'ModelError', 'SweepsError', 'TrainerError']);

/** What to print for an error, and with which code to leave. An error that nobody threw on purpose keeps its stack. */
export function describeError(error: unknown): { readonly message: string; readonly exitCode: number } {
  if (error instanceof CommanderError) return { message: '', exitCode: error.exitCode === 0 ? exitCodes.done : exitCodes.badInput };
  if (error instanceof Error && ours.has(error.name) && 'code' in error) {
    const isBadInput = error.name === 'DatasetError' || badInput.has(String(error.code));
    return { message: error.message, exitCode: isBadInput ? exitCodes.badInput : exitCodes.failed };
  }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: exitCodes.failed };
}
