import type { Database, Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import { witnessedMilliseconds } from '../contract/leases.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { leaveRun } from './leave-run.ts';
import { findLostLeases, type LostLease } from './lost-leases.ts';
import { leaseName, type Witness } from './witness.ts';

/** A run whose workers died this many times without progress is considered the cause and fails. */
const maxDeaths = 3;

export async function lostRuns(database: Database, witness: Witness): Promise<readonly string[]> {
  return Object.freeze((await findLostLeases(database.reader, witness)).map(({ run }) => run));
}

export interface Reclaiming {
  /** Whether leases of dead workers end immediately. No death is then counted for runs that were not observed long enough. */
  readonly isUrgent?: boolean;
}

/** Ends lost leases, one transaction each. Returns the ids of the reclaimed runs. */
export async function reclaimRuns(database: Database, witness: Witness, { isUrgent = false }: Reclaiming = {}): Promise<readonly string[]> {
  const reclaimed: string[] = [];
  // Search without the write lock, because there is rarely anything to do.
  const found = await findLostLeases(database.reader, witness);
  forgetOtherDeaths(witness, found);
  for (const lost of found) {
    const isWitnessed = isWitnessedDeath(lost, witness);
    if (lost.outcome === 'died' && lost.isObserved && !isWitnessed && !isUrgent) continue;
    if (await database.write((transaction) => reclaim(transaction, lost, { isWitnessed, now: witness.now() }))) reclaimed.push(lost.run);
  }
  return Object.freeze(reclaimed);
}

/**
 * Whether this process opened the store before the worker's last heartbeat and has seen the worker dead for `witnessedMilliseconds`. Only
 * such deaths count against a run.
 */
function isWitnessedDeath(lost: LostLease, { host, deathsSeen }: Witness): boolean {
  if (lost.outcome !== 'died' || !lost.isObserved) return false;
  const uptime = host.uptime();
  const seenAt = deathsSeen.get(leaseName(lost)) ?? uptime;
  deathsSeen.set(leaseName(lost), seenAt);
  return uptime - seenAt >= witnessedMilliseconds;
}

function forgetOtherDeaths({ deathsSeen }: Witness, found: readonly LostLease[]): void {
  const names = new Set(found.map(leaseName));
  for (const name of deathsSeen.keys()) if (!names.has(name)) deathsSeen.delete(name);
}

/** Ends the lease only if there was no heartbeat since the search. */
async function reclaim(
  transaction: Queries,
  lost: LostLease,
  { isWitnessed, now }: { readonly isWitnessed: boolean; readonly now: number },
): Promise<boolean> {
  const { key, attempt, heartbeatAt, outcome } = lost;
  const unchanged = await transaction.lease.count({ where: { runKey: key, attempt, endedAt: null, heartbeatAt } });
  if (unchanged === 0) return false;
  await leaveRun(transaction, lost, { outcome, event: lostEvent(lost), now });
  if (isWitnessed) await countDeath(transaction, lost, now);
  return true;
}

/** Counts a worker's death, and fails the run at `maxDeaths`. The next checkpoint resets the count. */
async function countDeath(transaction: Queries, { key }: LostLease, now: number): Promise<void> {
  const { deaths, sweepKey, state } = await transaction.run.update({
    where: { key },
    data: { deaths: { increment: 1 } },
    select: { deaths: true, sweepKey: true, state: true },
  });
  if (deaths < maxDeaths || state !== 'waiting') return;
  const exitReason = `Its worker died ${deaths} times in a row without getting past the same checkpoint, so it is not tried again. Look at its log, and at the memory that is free; \`runs retry\` tries once more.`;
  await transaction.run.update({
    where: { key },
    data: { state: 'failed', exitReason, endedAt: BigInt(now) },
    select: { key: true },
  });
  await appendEvents(transaction, sweepKey, [{ source: 'worker', kind: 'run.failed', message: exitReason, runKey: key, data: { deaths } }]);
}

function lostEvent({ outcome, worker: { pid, hostname }, attempt }: LostLease): NewEvent {
  const what = outcome === 'died' ? 'is no longer running' : 'was not heard of before its lease ended';
  return {
    source: 'worker',
    kind: 'lease.lost',
    message: `Worker ${pid} on ${hostname} ${what}: the run is no longer its own.`,
    data: { attempt, outcome, hostname, pid },
  };
}
