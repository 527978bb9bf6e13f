import type { Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';

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
  const rows = events.map(({ source, kind, message, data, runKey }) => ({
    time,
    source,
    kind,
    message,
    data: data === undefined ? null : JSON.stringify(data),
    sweepKey,
    runKey: runKey ?? null,
  }));
  // Most often there is one, and Prisma takes several times as long over a batch.
  if (rows.length > 1) await transaction.event.createMany({ data: rows });
  else for (const data of rows) await transaction.event.create({ data, select: { id: true } });
  await transaction.sweep.update({ where: { key: sweepKey }, data: { updatedAt: time }, select: { key: true } });
}
