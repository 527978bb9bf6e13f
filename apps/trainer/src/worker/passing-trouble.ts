import { DbError } from '@hourglass/db';

const passing: ReadonlySet<string> = new Set(['DISK_FULL', 'DATABASE_BUSY']);

/** Transient errors that the run did not cause: the claim is released, the run is retried, and the worker goes on. */
export function isPassingTrouble(error: unknown): boolean {
  return error instanceof DbError && passing.has(error.code);
}
