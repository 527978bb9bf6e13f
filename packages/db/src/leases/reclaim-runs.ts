import type { Database, Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import { witnessedMilliseconds } from '../contract/leases.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { leaveRun } from './leave-run.ts';
import { findLostLeases, type LostLease, type LostWorker } from './lost-leases.ts';
import { clearSuspicion, suspect } from './suspects.ts';
import type { Witness } from './witness.ts';

/** A run whose workers died this many times without progress is considered the cause and fails. */
const maxDeaths = 3;

export async function lostRuns(database: Database, witness: Witness): Promise<readonly string[]> {
  const workers = await findLostLeases(database.reader, witness);
  return Object.freeze(workers.flatMap(({ leases }) => leases.map(({ run }) => run)));
}

export interface Reclaiming {
  /** Whether leases of dead workers end immediately. No death is then counted for runs that were not observed long enough. */
  readonly isUrgent?: boolean;
}

/** Ends lost leases, one transaction for each worker. Returns the ids of the reclaimed runs. */
export async function reclaimRuns(database: Database, witness: Witness, { isUrgent = false }: Reclaiming = {}): Promise<readonly string[]> {
  const reclaimed: string[] = [];
  // Search without the write lock, because there is rarely anything to do.
  const found = await findLostLeases(database.reader, witness);
  forgetOtherDeaths(witness, found);
  for (const lost of found) {
    const isWitnessed = isWitnessedDeath(lost, witness);
    if (lost.isObserved && !isWitnessed && !isUrgent) continue;
    reclaimed.push(...(await database.write((transaction) => reclaim(transaction, lost, { isWitnessed, now: witness.now() }))));
  }
  return Object.freeze(reclaimed);
}

/**
 * Whether this process opened the store before the worker's last heartbeat and has seen the worker dead for `witnessedMilliseconds`. Only
 * such deaths count against a run.
 */
function isWitnessedDeath({ isObserved, workerKey }: LostWorker, { host, deathsSeen }: Witness): boolean {
  if (!isObserved) return false;
  const uptime = host.uptime();
  const seenAt = deathsSeen.get(workerKey) ?? uptime;
  deathsSeen.set(workerKey, seenAt);
  return uptime - seenAt >= witnessedMilliseconds;
}

function forgetOtherDeaths({ deathsSeen }: Witness, found: readonly LostWorker[]): void {
  const keys = new Set(found.map(({ workerKey }) => workerKey));
  for (const key of deathsSeen.keys()) if (!keys.has(key)) deathsSeen.delete(key);
}

/**
 * Ends the leases of a worker, each only if there was no heartbeat since the search. They end together, because what a death proves depends
 * on what else the worker held.
 */
async function reclaim(
  transaction: Queries,
  { leases }: LostWorker,
  { isWitnessed, now }: { readonly isWitnessed: boolean; readonly now: number },
): Promise<readonly string[]> {
  const lost: LostLease[] = [];
  for (const lease of leases) if (await isUnchanged(transaction, lease)) lost.push(lease);
  const isShared = lost.length > 1;
  for (const lease of lost) {
    await leaveRun(transaction, lease, { outcome: lease.outcome, event: lostEvent(lease, isWitnessed && isShared), now });
    if (!isWitnessed) continue;
    if (isShared) await suspect(transaction, lease.key);
    else await countDeath(transaction, lease, now);
  }
  return lost.map(({ run }) => run);
}

async function isUnchanged(transaction: Queries, { key, attempt, heartbeatAt }: LostLease): Promise<boolean> {
  return (await transaction.lease.count({ where: { runKey: key, attempt, endedAt: null, heartbeatAt } })) > 0;
}

/** Counts a worker's death, and fails the run at `maxDeaths`. The next checkpoint resets the count. */
async function countDeath(transaction: Queries, { key }: LostLease, now: number): Promise<void> {
  const { deaths, sweepKey, state } = await transaction.run.update({
    where: { key },
    data: { deaths: { increment: 1 } },
    select: { deaths: true, sweepKey: true, state: true },
  });
  if (deaths < maxDeaths || state !== 'waiting') return;
  const exitReason = `Its worker died ${deaths} times in a row without reaching another checkpoint, so it is not retried automatically. Check its log and the free memory, then use \`runs retry\`.`;
  await transaction.run.update({
    where: { key },
    data: { state: 'failed', exitReason, endedAt: BigInt(now) },
    select: { key: true },
  });
  await clearSuspicion(transaction, key);
  await appendEvents(transaction, sweepKey, [{ source: 'worker', kind: 'run.failed', message: exitReason, runKey: key, data: { deaths } }]);
}

function lostEvent({ outcome, worker: { pid, hostname }, attempt }: LostLease, isSuspect: boolean): NewEvent {
  const what = outcome === 'died' ? 'is no longer running' : 'sent no heartbeat before its lease ended';
  const next = isSuspect ? ' The worker held another run, too, so this one is tried alone next.' : '';
  return {
    source: 'worker',
    kind: 'lease.lost',
    message: `Worker ${pid} on ${hostname} ${what}: it lost the run.${next}`,
    data: { attempt, outcome, hostname, pid },
  };
}
