import { DbError } from '@hourglass/db';

const passing: ReadonlySet<string> = new Set(['DISK_FULL', 'DATABASE_BUSY']);

/** Trouble that is not the run's and may pass: the run is given back and tried again, and no worker dies of it. */
export function isPassingTrouble(error: unknown): boolean {
  return error instanceof DbError && passing.has(error.code);
}
