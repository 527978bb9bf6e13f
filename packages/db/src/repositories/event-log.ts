import type { Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';

export interface LoggedEvent extends NewEvent {
  readonly sweepKey: number;
  readonly runKey?: number;
}

/** Appends events of a sweep within the transaction of what they tell, so that neither is there without the other. */
export function appendEvents(
  transaction: Queries,
  sweepKey: number,
  events: readonly (NewEvent & { readonly runKey?: number })[],
): Promise<void> {
  return logEvents(
    transaction,
    events.map((event) => ({ ...event, sweepKey })),
  );
}

/** Appends events of any sweeps, in their order: two statements, however many they are. */
export async function logEvents(transaction: Queries, events: readonly LoggedEvent[]): Promise<void> {
  if (events.length === 0) {
    return;
  }
  const time = Date.now();
  // As text within the text: what an event holds is stored as it stands.
  const rows = events.map(({ data, ...event }) => ({ ...event, data: data === undefined ? null : JSON.stringify(data) }));
  await transaction.$executeRaw`
    INSERT INTO "Event" ("time", "source", "kind", "message", "data", "sweepKey", "runKey")
    SELECT ${time}, "value" ->> 'source', "value" ->> 'kind', "value" ->> 'message', "value" ->> 'data', "value" ->> 'sweepKey', "value" ->> 'runKey'
    FROM json_each(${JSON.stringify(rows)})
    ORDER BY "key"`;
  const sweepKeys = JSON.stringify([...new Set(events.map(({ sweepKey }) => sweepKey))]);
  await transaction.$executeRaw`UPDATE "Sweep" SET "updatedAt" = ${time} WHERE "key" IN (SELECT "value" FROM json_each(${sweepKeys}))`;
}
