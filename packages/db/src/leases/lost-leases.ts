import type { Queries } from '../client.ts';
import type { ProcessState } from '../contract/hosts.ts';
import type { WorkerIdentity } from '../contract/leases.ts';
import type { Witness } from './witness.ts';

/** An open lease whose worker is dead or overdue. */
export interface LostLease {
  readonly key: number;
  readonly attempt: number;
  readonly run: string;
  readonly worker: WorkerIdentity;
  /** `died`: the worker's process no longer exists. `expired`: its heartbeat is overdue. */
  readonly outcome: 'expired' | 'died';
  readonly heartbeatAt: bigint;
}

/** The lost leases of one worker: several if it trained a run while it fitted a baseline. */
export interface LostWorker {
  readonly workerKey: number;
  readonly bootId: string;
  /** Uptime of its machine at its last heartbeat, in milliseconds. */
  readonly heartbeatUptime: number;
  readonly leases: readonly LostLease[];
  /** Whether the worker's process no longer exists, and this process opened the store before its last heartbeat. */
  readonly isObserved: boolean;
}

/** Checks all open leases; there are about as many as workers. Ordered by run. */
export async function findLostLeases(queries: Queries, witness: Witness): Promise<readonly LostWorker[]> {
  const leases = await queries.lease.findMany({
    where: { endedAt: null },
    select: {
      runKey: true,
      attempt: true,
      workerKey: true,
      milliseconds: true,
      heartbeatAt: true,
      heartbeatUptime: true,
      run: { select: { id: true } },
      worker: { select: { hostname: true, bootId: true, place: true, pid: true, startedAt: true } },
    },
    orderBy: { runKey: 'asc' },
  });
  const workers = new Map<number, { bootId: string; heartbeatUptime: number; leases: LostLease[]; isObserved: boolean }>();
  for (const { runKey, attempt, workerKey, run, worker: located, ...heartbeat } of leases) {
    const worker = { ...located, startedAt: Number(located.startedAt) };
    const outcome = outcomeOf(worker, heartbeat, witness);
    if (outcome === null) continue;
    const lost = workers.get(workerKey) ?? { bootId: worker.bootId, heartbeatUptime: 0, leases: [], isObserved: false };
    lost.leases.push({ key: runKey, attempt, run: run.id, worker, outcome, heartbeatAt: heartbeat.heartbeatAt });
    lost.heartbeatUptime = Math.max(lost.heartbeatUptime, Number(heartbeat.heartbeatUptime));
    lost.isObserved ||= outcome === 'died' && isObserved(lost, witness);
    workers.set(workerKey, lost);
  }
  return [...workers].map(([workerKey, lost]) => ({ workerKey, ...lost }));
}

/** Whether this process opened the store before the worker's last heartbeat, and so outlived the worker. */
export function isObserved(
  { bootId, heartbeatUptime }: Pick<LostWorker, 'bootId' | 'heartbeatUptime'>,
  { host, openedUptime }: Witness,
): boolean {
  return bootId === host.bootId && openedUptime < heartbeatUptime;
}

type LocatedWorker = WorkerIdentity & { readonly place: string };

interface Heartbeat {
  readonly milliseconds: number;
  readonly heartbeatAt: bigint;
  readonly heartbeatUptime: bigint;
}

/** Rationale: docs/adr/0009-leases-by-uptime.md. */
function outcomeOf(worker: LocatedWorker, heartbeat: Heartbeat, witness: Witness): LostLease['outcome'] | null {
  const { host } = witness;
  if (worker.hostname === host.hostname && worker.bootId !== host.bootId) return 'died';
  const state = visibleState(worker, witness);
  if (state === 'gone') return 'died';
  // A living worker keeps its lease regardless of clocks, because a single step may take long.
  if (state === 'alive') return null;
  return sinceHeartbeat(worker, heartbeat, witness) > heartbeat.milliseconds ? 'expired' : null;
}

/** Returns null if this process can't see the worker's process. */
function visibleState(worker: LocatedWorker, { host, place }: Witness): ProcessState | null {
  return worker.hostname === host.hostname && worker.place === place ? host.processState(worker) : null;
}

/** Time since the worker's last heartbeat, in milliseconds. */
function sinceHeartbeat(worker: WorkerIdentity, { heartbeatAt, heartbeatUptime }: Heartbeat, { host, now }: Witness): number {
  if (worker.bootId === host.bootId) return host.uptime() - Number(heartbeatUptime);
  // On another machine, or after the home was moved here, the wall clock is the only common clock. It may have been set back.
  return Math.abs(now() - Number(heartbeatAt));
}
