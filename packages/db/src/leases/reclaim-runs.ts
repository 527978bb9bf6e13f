import type { Database, Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import { witnessedMilliseconds } from '../contract/leases.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { leaveRun } from './leave-run.ts';
import { findLostLeases, isObserved, type LostLease, type LostWorker } from './lost-leases.ts';
import { isForgotten, type PendingDeath, pendingDeaths, postponeDeath, takePendingDeath } from './pending-deaths.ts';
import { clearSuspicion, suspect } from './suspects.ts';
import type { Witness } from './witness.ts';

/** A run whose workers died this many times without progress is considered the cause and fails. */
const maxDeaths = 3;

export async function lostRuns(database: Database, witness: Witness): Promise<readonly string[]> {
  const workers = await findLostLeases(database.reader, witness);
  return Object.freeze(workers.flatMap(({ leases }) => leases.map(({ run }) => run)));
}

export interface Reclaiming {
  /** Whether leases of dead workers end immediately, also those that this process has not observed long enough. */
  readonly isUrgent?: boolean;
}

/** Ends lost leases, one transaction for each worker, and counts the deaths that this process has observed. Returns the ids of the reclaimed runs. */
export async function reclaimRuns(database: Database, witness: Witness, { isUrgent = false }: Reclaiming = {}): Promise<readonly string[]> {
  const reclaimed: string[] = [];
  // Search without the write lock, because there is rarely anything to do.
  const found = await findLostLeases(database.reader, witness);
  const pending = await pendingDeaths(database.reader);
  forgetOtherDeaths(witness, [...found, ...pending]);
  for (const lost of found) {
    const isWitnessed = lost.isObserved && isSeenLongEnough(lost, witness);
    if (lost.isObserved && !isWitnessed && !isUrgent) continue;
    reclaimed.push(...(await database.write((transaction) => reclaim(transaction, lost, { isWitnessed, witness }))));
  }
  for (const death of pending) {
    if (isForgotten(death, witness)) await database.write((transaction) => takePendingDeath(transaction, death));
    else if (isObserved(death, witness) && isSeenLongEnough(death, witness)) {
      await database.write((transaction) => countPendingDeath(transaction, death, witness.now()));
    }
  }
  return Object.freeze(reclaimed);
}

/** Whether this process has known for `witnessedMilliseconds` that the worker is dead. Only such deaths count against a run. */
function isSeenLongEnough({ workerKey }: Pick<LostWorker, 'workerKey'>, { host, deathsSeen }: Witness): boolean {
  const uptime = host.uptime();
  const seenAt = deathsSeen.get(workerKey) ?? uptime;
  deathsSeen.set(workerKey, seenAt);
  return uptime - seenAt >= witnessedMilliseconds;
}

function forgetOtherDeaths({ deathsSeen }: Witness, known: readonly Pick<LostWorker, 'workerKey'>[]): void {
  const keys = new Set(known.map(({ workerKey }) => workerKey));
  for (const key of deathsSeen.keys()) if (!keys.has(key)) deathsSeen.delete(key);
}

/**
 * Ends the leases of a worker, each only if there was no heartbeat since the search. They end together, because what a death proves depends
 * on what else the worker held.
 */
async function reclaim(
  transaction: Queries,
  worker: LostWorker,
  { isWitnessed, witness }: { readonly isWitnessed: boolean; readonly witness: Witness },
): Promise<readonly string[]> {
  const lost: LostLease[] = [];
  for (const lease of worker.leases) if (await isUnchanged(transaction, lease)) lost.push(lease);
  const now = witness.now();
  const isSuspect = isWitnessed && lost.length > 1;
  for (const lease of lost) await leaveRun(transaction, lease, { outcome: lease.outcome, event: lostEvent(lease, isSuspect), now });
  const keys = lost.map(({ key }) => key);
  if (isWitnessed) await blame(transaction, keys, now);
  else if (worker.bootId === witness.host.bootId && lost.some(({ outcome }) => outcome === 'died')) {
    await postponeDeath(transaction, worker, keys, witness);
  }
  return lost.map(({ run }) => run);
}

async function countPendingDeath(transaction: Queries, death: PendingDeath, now: number): Promise<void> {
  await blame(transaction, await takePendingDeath(transaction, death), now);
}

/** Counts the death of a worker against the run that it held. If it held several, any may be the cause, so that all become suspects. */
async function blame(transaction: Queries, runKeys: readonly number[], now: number): Promise<void> {
  const [only, ...others] = runKeys;
  if (only === undefined) return;
  if (others.length === 0) await countDeath(transaction, only, now);
  else for (const key of runKeys) await suspect(transaction, key);
}

async function isUnchanged(transaction: Queries, { key, attempt, heartbeatAt }: LostLease): Promise<boolean> {
  return (await transaction.lease.count({ where: { runKey: key, attempt, endedAt: null, heartbeatAt } })) > 0;
}

/** Counts a worker's death, and fails the run at `maxDeaths`. The next checkpoint resets the count. */
async function countDeath(transaction: Queries, key: number, now: number): Promise<void> {
  const { id, deaths, sweepKey, state } = await transaction.run.update({
    where: { key },
    data: { deaths: { increment: 1 } },
    select: { id: true, deaths: true, sweepKey: true, state: true },
  });
  if (deaths < maxDeaths || state !== 'waiting') return;
  const exitReason = `Its worker died ${deaths} times in a row without reaching another checkpoint, so it is not retried automatically. Check its log and the free memory, then use \`./hourglass runs retry ${id}\`.`;
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
