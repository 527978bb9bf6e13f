import { z } from 'zod';
import type { Database, Queries } from '../client.ts';
import type { EventRepository, StoredEvent } from '../contract/events.ts';
import type { Event } from '../generated/prisma/client.ts';
import { jsonObjectSchema, parseJson } from '../json.ts';
import { toMilliseconds } from '../numbers.ts';
import { findRun } from './find.ts';

const sourceSchema = z.enum(['cli', 'web', 'worker']);

export function eventRepository(database: Database): EventRepository {
  const { reader } = database;
  return {
    after: (cursor, limit) =>
      database.snapshot(async (snapshot) =>
        toEvents(snapshot, await snapshot.event.findMany({ where: { id: { gt: cursor } }, orderBy: { id: 'asc' }, take: limit })),
      ),

    async lastId() {
      const last = await reader.event.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
      return last?.id ?? 0;
    },

    ofRun: (id) =>
      database.snapshot(async (snapshot) => {
        const { key } = await findRun(snapshot, id);
        return toEvents(snapshot, await snapshot.event.findMany({ where: { runKey: key }, orderBy: { id: 'asc' } }));
      }),

    async progress() {
      const leases = await reader.lease.findMany({
        where: { endedAt: null, run: { state: 'running', deletedAt: null } },
        select: { heartbeatAt: true, run: { select: { id: true, step: true, totalSteps: true, sweep: { select: { id: true } } } } },
        orderBy: { runKey: 'asc' },
      });
      return Object.freeze(
        leases.map(({ heartbeatAt, run }) =>
          Object.freeze({
            run: run.id,
            sweep: run.sweep.id,
            step: run.step,
            totalSteps: run.totalSteps,
            heartbeatAt: toMilliseconds(heartbeatAt),
          }),
        ),
      );
    },
  };
}

/** Events hold keys and no relations, because they outlive what they tell of: the ids are looked up for all of them at once. */
async function toEvents(queries: Queries, rows: readonly Event[]): Promise<readonly StoredEvent[]> {
  const select = { key: true, id: true };
  const sweeps = await queries.sweep.findMany({ where: { key: { in: distinct(rows.map((row) => row.sweepKey)) } }, select });
  const runs = await queries.run.findMany({ where: { key: { in: distinct(rows.map((row) => row.runKey)) } }, select });
  const sweepIds = new Map(sweeps.map(({ key, id }) => [key, id]));
  const runIds = new Map(runs.map(({ key, id }) => [key, id]));
  return Object.freeze(
    rows.map((row) =>
      Object.freeze({
        id: row.id,
        time: toMilliseconds(row.time),
        source: sourceSchema.parse(row.source),
        kind: row.kind,
        message: row.message,
        ...(row.data === null ? {} : { data: parseJson(jsonObjectSchema, row.data) }),
        sweep: row.sweepKey === null ? null : (sweepIds.get(row.sweepKey) ?? null),
        run: row.runKey === null ? null : (runIds.get(row.runKey) ?? null),
      }),
    ),
  );
}

function distinct(keys: readonly (number | null)[]): number[] {
  return [...new Set(keys)].filter((key) => key !== null);
}
