import type { Database, Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import type { LeaseRepository, WorkerIdentity } from '../contract/leases.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { endLease } from './end-lease.ts';

type Observer = Parameters<LeaseRepository['reclaim']>[0];

/** A run whose worker died this often without getting on is taken for what killed them. */
const mostDeaths = 3;

/** Puts runs back to waiting whose worker is dead or was not heard of in time. */
export async function reclaimRuns(database: Database, observer: Observer, now: () => number): Promise<readonly string[]> {
  const reclaimed: string[] = [];
  // Looked for without the write lock, because there is nearly always nothing to do.
  for (const lost of await lostLeases(database, observer, BigInt(now()))) {
    if (await database.write((transaction) => reclaim(transaction, lost))) {
      reclaimed.push(lost.runId);
    }
  }
  return Object.freeze(reclaimed);
}

interface LostLease {
  readonly key: number;
  readonly attempt: number;
  readonly runId: string;
  readonly outcome: 'expired' | 'died';
  readonly heartbeatAt: bigint;
  readonly event: NewEvent;
}

async function lostLeases(database: Database, observer: Observer, now: bigint): Promise<readonly LostLease[]> {
  const leases = await database.reader.lease.findMany({
    where: { endedAt: null },
    include: { worker: true, run: { select: { id: true } } },
    orderBy: { runKey: 'asc' },
  });
  return leases.flatMap(({ runKey, attempt, run, worker, heartbeatAt, expiresAt, milliseconds }) => {
    const identity = { hostname: worker.hostname, bootId: worker.bootId, pid: worker.pid, startedAt: Number(worker.startedAt) };
    // A heartbeat from the future: the clock was set back since, and the lease would hold until it catches up.
    const isExpired = expiresAt < now || heartbeatAt > now + BigInt(milliseconds);
    const outcome = isDead(identity, observer) ? 'died' : isExpired ? 'expired' : null;
    return outcome === null
      ? []
      : [{ key: runKey, attempt, runId: run.id, outcome, heartbeatAt, event: lostEvent(outcome, identity, attempt) }];
  });
}

function isDead(worker: WorkerIdentity, { hostname, bootId, isAlive }: Observer): boolean {
  return worker.hostname === hostname && worker.bootId === bootId && !isAlive(worker);
}

/** Conditional on what was seen: a worker that was heard of since keeps its run. */
async function reclaim(transaction: Queries, lost: LostLease): Promise<boolean> {
  const { key, attempt, heartbeatAt } = lost;
  const unchanged = await transaction.lease.count({ where: { runKey: key, attempt, endedAt: null, heartbeatAt } });
  if (unchanged === 0) {
    return false;
  }
  await transaction.run.updateMany({ where: { key, attempt, state: 'running' }, data: { state: 'waiting' } });
  await endLease(transaction, lost, lost.outcome, lost.event);
  if (lost.outcome === 'died') {
    await countDeath(transaction, lost);
  }
  return true;
}

/** Deaths count until the run gets on: a machine that is switched off now and then gives up no run that moves. */
async function countDeath(transaction: Queries, { key }: LostLease): Promise<void> {
  const { deaths, sweepKey, state } = await transaction.run.update({
    where: { key },
    data: { deaths: { increment: 1 } },
    select: { deaths: true, sweepKey: true, state: true },
  });
  if (deaths < mostDeaths || state !== 'waiting') {
    return;
  }
  const exitReason = `Its worker died ${deaths} times in a row without getting past the same checkpoint, so it is not tried again. Look at its log, and at the memory that is free; \`runs retry\` tries once more.`;
  await transaction.run.update({
    where: { key },
    data: { state: 'failed', exitReason, endedAt: BigInt(Date.now()) },
    select: { key: true },
  });
  await appendEvents(transaction, sweepKey, [{ source: 'worker', kind: 'run.failed', message: exitReason, runKey: key, data: { deaths } }]);
}

function lostEvent(outcome: 'expired' | 'died', worker: WorkerIdentity, attempt: number): NewEvent {
  const who = `Worker ${worker.pid} on ${worker.hostname}`;
  const why = outcome === 'died' ? 'is no longer running' : 'was not heard of before its lease ran out';
  return {
    source: 'worker',
    kind: 'lease.lost',
    message: `${who} ${why}: the run waits for another worker.`,
    data: { attempt, outcome, hostname: worker.hostname, pid: worker.pid },
  };
}
