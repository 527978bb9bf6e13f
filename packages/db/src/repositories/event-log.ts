import type { Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import { oneOf } from '../one-of.ts';

export interface LoggedEvent extends NewEvent {
  readonly sweepKey: number;
  readonly runKey?: number;
}

/** Appends events of a sweep in the same transaction as the change that they report. */
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

/** Appends events of any sweeps in the given order. Executes two statements for any number of events. */
export async function logEvents(transaction: Queries, events: readonly LoggedEvent[]): Promise<void> {
  if (events.length === 0) {
    return;
  }
  const time = Date.now();
  // The data is encoded as a string within the JSON, so that SQLite stores its text unchanged.
  const rows = events.map(({ data, ...event }) => ({ ...event, data: data === undefined ? null : JSON.stringify(data) }));
  await transaction.$executeRaw`
    INSERT INTO "Event" ("time", "source", "kind", "message", "data", "sweepKey", "runKey")
    SELECT ${time}, "value" ->> 'source', "value" ->> 'kind', "value" ->> 'message', "value" ->> 'data', "value" ->> 'sweepKey', "value" ->> 'runKey'
    FROM json_each(${JSON.stringify(rows)})
    ORDER BY "key"`;
  const sweepKeys = [...new Set(events.map(({ sweepKey }) => sweepKey))];
  await transaction.$executeRaw`UPDATE "Sweep" SET "updatedAt" = ${time} WHERE "key" IN ${oneOf(sweepKeys)}`;
}
