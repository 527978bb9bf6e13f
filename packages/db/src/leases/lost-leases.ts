import type { Queries } from '../client.ts';
import type { Host, ProcessState } from '../contract/hosts.ts';
import type { WorkerIdentity } from '../contract/leases.ts';

export interface Clocks {
  readonly host: Host;
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** A lease that is open although its worker can't be counted on any more. */
export interface LostLease {
  readonly key: number;
  readonly attempt: number;
  readonly run: string;
  readonly worker: WorkerIdentity;
  /** `died`: the worker's process is known to be gone. `expired`: it was not heard of in time. */
  readonly outcome: 'expired' | 'died';
  readonly heartbeatAt: bigint;
}

/** Leases are few, as many as there are workers: all open ones are looked through. */
export async function findLostLeases(queries: Queries, clocks: Clocks): Promise<readonly LostLease[]> {
  const leases = await queries.lease.findMany({
    where: { endedAt: null },
    select: {
      runKey: true,
      attempt: true,
      milliseconds: true,
      heartbeatAt: true,
      expiresAt: true,
      run: { select: { id: true } },
      worker: { select: { hostname: true, bootId: true, pid: true, startedAt: true } },
    },
    orderBy: { runKey: 'asc' },
  });
  return leases.flatMap(({ runKey, attempt, run, worker: { startedAt, ...named }, heartbeatAt, ...lease }) => {
    const worker = { ...named, startedAt: Number(startedAt) };
    const outcome = outcomeOf(worker, { heartbeatAt, ...lease }, clocks);
    return outcome === null ? [] : [{ key: runKey, attempt, run: run.id, worker, outcome, heartbeatAt }];
  });
}

interface Times {
  readonly milliseconds: number;
  readonly heartbeatAt: bigint;
  readonly expiresAt: bigint;
}

function outcomeOf(worker: WorkerIdentity, lease: Times, { host, now }: Clocks): LostLease['outcome'] | null {
  const state = processState(worker, host);
  if (state === 'gone') return 'died';
  return state !== 'alive' && isSilent(lease, BigInt(now())) ? 'expired' : null;
}

/** Null where this host can't see the process. */
function processState(worker: WorkerIdentity, host: Host): ProcessState | null {
  return worker.hostname === host.hostname && worker.bootId === host.bootId ? host.processState(worker) : null;
}

/** A heartbeat from the future counts as silence: the clock was set back since, and the lease would hold until it catches up. */
function isSilent({ expiresAt, heartbeatAt, milliseconds }: Times, now: bigint): boolean {
  return expiresAt < now || heartbeatAt > now + BigInt(milliseconds);
}
