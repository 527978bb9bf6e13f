import type { Queries } from '../client.ts';

/*
 * A worker trains a run while it fits a baseline. If it dies, either may be the cause, so the death counts against neither: both become
 * suspects, and a suspect is claimed only by a worker that holds nothing else. If that worker dies, too, the death counts.
 */

export async function suspect(transaction: Queries, runKey: number): Promise<void> {
  await transaction.$executeRaw`INSERT INTO "Suspect" ("runKey") VALUES (${runKey}) ON CONFLICT ("runKey") DO NOTHING`;
}

/** Also clears deaths that are not counted yet. Call it when the run has made progress or has ended. */
export async function clearSuspicion(transaction: Queries, runKey: number): Promise<void> {
  await transaction.$executeRaw`DELETE FROM "PendingDeath" WHERE "runKey" = ${runKey}`;
  await transaction.$executeRaw`DELETE FROM "Suspect" WHERE "runKey" = ${runKey}`;
}
