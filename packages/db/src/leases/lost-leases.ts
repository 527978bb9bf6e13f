import type { Queries } from '../client.ts';
import type { ProcessState } from '../contract/hosts.ts';
import type { WorkerIdentity } from '../contract/leases.ts';
import type { Witness } from './witness.ts';

/** A lease that is open although its worker can't be counted on any more. */
export interface LostLease {
  readonly key: number;
  readonly attempt: number;
  readonly run: string;
  readonly worker: WorkerIdentity;
  /** `died`: the worker's process is known to be gone. `expired`: it was not heard of in time. */
  readonly outcome: 'expired' | 'died';
  readonly heartbeatAt: bigint;
  /** Whether this process was there before the worker was last heard of, and so outlived it. */
  readonly isOutlived: boolean;
}

/** Leases are few, about as many as there are workers: all open ones are looked through. */
export async function findLostLeases(queries: Queries, witness: Witness): Promise<readonly LostLease[]> {
  const leases = await queries.lease.findMany({
    where: { endedAt: null },
    select: {
      runKey: true,
      attempt: true,
      milliseconds: true,
      heartbeatAt: true,
      heartbeatUptime: true,
      run: { select: { id: true } },
      worker: { select: { hostname: true, bootId: true, place: true, pid: true, startedAt: true } },
    },
    orderBy: { runKey: 'asc' },
  });
  return leases.flatMap(({ runKey, attempt, run, worker: { startedAt, ...located }, ...heard }) => {
    const worker = { ...located, startedAt: Number(startedAt) };
    const outcome = outcomeOf(worker, heard, witness);
    if (outcome === null) return [];
    const isOutlived = worker.bootId === witness.host.bootId && witness.openedUptime < Number(heard.heartbeatUptime);
    return [{ key: runKey, attempt, run: run.id, worker, outcome, heartbeatAt: heard.heartbeatAt, isOutlived }];
  });
}

type LocatedWorker = WorkerIdentity & { readonly place: string };

interface Heard {
  readonly milliseconds: number;
  readonly heartbeatAt: bigint;
  readonly heartbeatUptime: bigint;
}

/** docs/adr/0009-leases-by-uptime.md has the reasons. */
function outcomeOf(worker: LocatedWorker, heard: Heard, witness: Witness): LostLease['outcome'] | null {
  const { host } = witness;
  if (worker.hostname === host.hostname && worker.bootId !== host.bootId) return 'died';
  const state = visibleState(worker, witness);
  if (state === 'gone') return 'died';
  // Whatever clocks say: a living worker is not robbed, however long a step of it takes.
  if (state === 'alive') return null;
  return silence(worker, heard, witness) > heard.milliseconds ? 'expired' : null;
}

/** Null where this process can't see the worker's. */
function visibleState(worker: LocatedWorker, { host, place }: Witness): ProcessState | null {
  return worker.hostname === host.hostname && worker.place === place ? host.processState(worker) : null;
}

/** For how many milliseconds nothing was heard of a worker. */
function silence(worker: WorkerIdentity, { heartbeatAt, heartbeatUptime }: Heard, { host, now }: Witness): number {
  if (worker.bootId === host.bootId) return host.uptime() - Number(heartbeatUptime);
  // Another machine, or a home that was moved here: no common clock but the time of day, which may have been set back.
  return Math.abs(now() - Number(heartbeatAt));
}
