import type { Queries } from '../client.ts';
import type { SteeredBy } from '../contract/steering.ts';
import { appendEvents } from '../repositories/event-log.ts';

/** Ends runs that no worker has: nobody else would. */
export async function stopWaitingRuns(transaction: Queries, sweepKey: number, runKeys: readonly number[], by: SteeredBy): Promise<number> {
  const waiting = await transaction.run.findMany({
    where: { key: { in: [...runKeys] }, state: 'waiting', deletedAt: null },
    select: { key: true, step: true },
  });
  const endedAt = BigInt(Date.now());
  for (const { key, step } of waiting) {
    const exitReason = step === 0 ? 'Stopped as wanted, before it began.' : `Stopped as wanted, at step ${step}.`;
    await transaction.run.update({
      where: { key },
      data: { state: 'stopped', wanted: 'stop', endedAt, exitReason },
      select: { key: true },
    });
  }
  const events = waiting.map(({ key, step }) => ({
    source: by.source,
    kind: 'run.stopped',
    message: 'The run was stopped while it waited.',
    data: { step },
    runKey: key,
  }));
  await appendEvents(transaction, sweepKey, events);
  return waiting.length;
}
