import type { Queries } from '../client.ts';
import type { LostWorker } from './lost-leases.ts';
import type { Witness } from './witness.ts';

/*
 * A process that did not observe a worker's death long enough may have to end its leases, because users don't wait for them. Whether the death counts
 * is then still open: a process that did observe it counts it later (reclaim-runs.ts). The table is nearly always empty.
 */

/** After this time, in milliseconds, no process is left that observed a death: an observer looks within a second. */
const pendingMilliseconds = 60_000;

/** A death of a worker that may still count against its runs. */
export interface PendingDeath {
  readonly workerKey: number;
  readonly bootId: string;
  /** Uptime of the worker's last heartbeat. */
  readonly heartbeatUptime: number;
  readonly endedUptime: number;
}

/** Call it in the transaction that ends the leases. */
export async function postponeDeath(transaction: Queries, lost: LostWorker, runKeys: readonly number[], { host }: Witness): Promise<void> {
  const { workerKey, bootId, heartbeatUptime } = lost;
  await transaction.pendingDeath.createMany({
    data: runKeys.map((runKey) => ({
      ...{ runKey, workerKey, bootId },
      ...{ heartbeatUptime: BigInt(heartbeatUptime), endedUptime: BigInt(host.uptime()) },
    })),
  });
}

export async function pendingDeaths(queries: Queries): Promise<readonly PendingDeath[]> {
  const rows = await queries.pendingDeath.findMany({ distinct: ['workerKey'], orderBy: { workerKey: 'asc' } });
  return rows.map(({ workerKey, bootId, heartbeatUptime, endedUptime }) => ({
    ...{ workerKey, bootId },
    ...{ heartbeatUptime: Number(heartbeatUptime), endedUptime: Number(endedUptime) },
  }));
}

/** Whether no process can be left that observed the death. */
export function isForgotten({ bootId, endedUptime }: PendingDeath, { host }: Witness): boolean {
  return bootId !== host.bootId || host.uptime() - endedUptime > pendingMilliseconds;
}

/** Removes the death and returns the keys of the runs that the worker held; none if another process was first. */
export async function takePendingDeath(transaction: Queries, { workerKey }: PendingDeath): Promise<readonly number[]> {
  const rows = await transaction.pendingDeath.findMany({ where: { workerKey }, select: { runKey: true }, orderBy: { runKey: 'asc' } });
  await transaction.pendingDeath.deleteMany({ where: { workerKey } });
  return rows.map(({ runKey }) => runKey);
}
