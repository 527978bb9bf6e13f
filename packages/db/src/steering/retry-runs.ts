import type { RunState } from '@hourglass/sweeps/run-state';
import type { Queries } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { SteeredBy } from '../contract/steering.ts';
import { restartRun } from '../leases/rewind-run.ts';
import { appendEvents } from '../repositories/event-log.ts';

export const retriedStates = ['failed', 'stopped'] as const satisfies RunState[];

export interface Retried {
  readonly count: number;
  readonly released: readonly BlobReference[];
}

/** Puts failed and stopped runs back to waiting: the claim takes each up at its last checkpoint, or at its start. */
export async function retryRuns(
  transaction: Queries,
  sweepKey: number,
  { runKey, fromStart = false, source }: SteeredBy & { readonly runKey?: number; readonly fromStart?: boolean },
): Promise<Retried> {
  const where = { sweepKey, state: { in: [...retriedStates] }, deletedAt: null, ...(runKey === undefined ? {} : { key: runKey }) };
  const runs = await transaction.run.findMany({ where, select: { key: true, state: true, exitReason: true } });
  if (runs.length === 0) {
    return { count: 0, released: [] };
  }
  await transaction.sweep.updateMany({ where: { key: sweepKey, wanted: 'stop' }, data: { wanted: 'run', wantedReason: null } });
  await transaction.run.updateMany({
    where: { key: { in: runs.map(({ key }) => key) } },
    data: { state: 'waiting', wanted: 'run', exitReason: null, endedAt: null, deaths: 0 },
  });
  const released: BlobReference[] = [];
  if (fromStart) {
    for (const { key } of runs) released.push(...(await restartRun(transaction, key)));
  }
  const again = fromStart ? 'The run waits to begin again from its start' : 'The run waits again';
  const events = runs.map(({ key, state, exitReason }) => ({
    source,
    kind: 'run.retried',
    message: `${again}: it was ${state}${exitReason === null ? '.' : `, because: ${exitReason}`}`,
    runKey: key,
  }));
  await appendEvents(transaction, sweepKey, events);
  return { count: runs.length, released };
}
