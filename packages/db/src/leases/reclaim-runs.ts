import type { Database, Queries } from '../client.ts';
import type { LeaseRepository, NewEvent, WorkerIdentity } from '../store.ts';
import { endLease } from './end-lease.ts';

type Observer = Parameters<LeaseRepository['reclaim']>[0];

/** Puts runs back to waiting whose worker is dead or was not heard of in time. */
export async function reclaimRuns(database: Database, observer: Observer): Promise<readonly string[]> {
  const reclaimed: string[] = [];
  // Looked for without the write lock, because there is nearly always nothing to do.
  for (const lost of await lostLeases(database, observer)) {
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

async function lostLeases(database: Database, observer: Observer): Promise<readonly LostLease[]> {
  const leases = await database.reader.lease.findMany({
    where: { endedAt: null },
    include: { worker: true, run: { select: { id: true } } },
    orderBy: { runKey: 'asc' },
  });
  const now = BigInt(Date.now());
  return leases.flatMap(({ runKey, attempt, run, worker, heartbeatAt, expiresAt }) => {
    const identity = { hostname: worker.hostname, bootId: worker.bootId, pid: worker.pid, startedAt: Number(worker.startedAt) };
    const outcome = isDead(identity, observer) ? 'died' : expiresAt < now ? 'expired' : null;
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
  return true;
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
