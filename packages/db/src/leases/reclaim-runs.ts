import type { Database, Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import { witnessedMilliseconds } from '../contract/leases.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { leaveRun } from './leave-run.ts';
import { findLostLeases, type LostLease } from './lost-leases.ts';
import { leaseName, type Witness } from './witness.ts';

/** A run whose worker died this often without getting on is taken for what killed them. */
const mostDeaths = 3;

export async function lostRuns(database: Database, witness: Witness): Promise<readonly string[]> {
  return Object.freeze((await findLostLeases(database.reader, witness)).map(({ run }) => run));
}

export interface Reclaiming {
  /** Ends leases of dead workers at once, without holding a death against a run that was not watched for long enough. */
  readonly isUrgent?: boolean;
}

/** Ends lost leases, each in a transaction of its own. */
export async function reclaimRuns(database: Database, witness: Witness, { isUrgent = false }: Reclaiming = {}): Promise<readonly string[]> {
  const reclaimed: string[] = [];
  // Looked for without the write lock, because there is nearly always nothing to do.
  const found = await findLostLeases(database.reader, witness);
  forgetOthers(witness, found);
  for (const lost of found) {
    const isWitnessed = watchDeath(lost, witness);
    if (lost.outcome === 'died' && lost.isOutlived && !isWitnessed && !isUrgent) continue;
    if (await database.write((transaction) => reclaim(transaction, lost, { isWitnessed, now: witness.now() }))) reclaimed.push(lost.run);
  }
  return Object.freeze(reclaimed);
}

/** Whether this process was there before and has been for long enough since. One that came later ends the lease and blames nobody. */
function watchDeath(lost: LostLease, { host, deathsSeen }: Witness): boolean {
  if (lost.outcome !== 'died' || !lost.isOutlived) return false;
  const uptime = host.uptime();
  const seenAt = deathsSeen.get(leaseName(lost)) ?? uptime;
  deathsSeen.set(leaseName(lost), seenAt);
  return uptime - seenAt >= witnessedMilliseconds;
}

function forgetOthers({ deathsSeen }: Witness, found: readonly LostLease[]): void {
  const names = new Set(found.map(leaseName));
  for (const name of deathsSeen.keys()) if (!names.has(name)) deathsSeen.delete(name);
}

/** Conditional on what was seen: a worker that was heard of since keeps its run. */
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

/** Deaths count until the run gets past a checkpoint. */
async function countDeath(transaction: Queries, { key }: LostLease, now: number): Promise<void> {
  const { deaths, sweepKey, state } = await transaction.run.update({
    where: { key },
    data: { deaths: { increment: 1 } },
    select: { deaths: true, sweepKey: true, state: true },
  });
  if (deaths < mostDeaths || state !== 'waiting') return;
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
