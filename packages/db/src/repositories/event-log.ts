import type { Queries } from '../client.ts';
import type { NewEvent } from '../store.ts';

/** Appends events of a sweep within the transaction of what they tell, so that neither is there without the other. */
export async function appendEvents(
  transaction: Queries,
  sweepKey: number,
  events: readonly (NewEvent & { readonly runKey?: number })[],
): Promise<void> {
  if (events.length === 0) {
    return;
  }
  const time = BigInt(Date.now());
  await transaction.event.createMany({
    data: events.map(({ source, kind, message, data, runKey }) => ({
      time,
      source,
      kind,
      message,
      data: data === undefined ? null : JSON.stringify(data),
      sweepKey,
      runKey: runKey ?? null,
    })),
  });
  await transaction.sweep.update({ where: { key: sweepKey }, data: { updatedAt: time }, select: { key: true } });
}
