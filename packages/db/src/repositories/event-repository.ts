import { z } from 'zod';
import type { Database } from '../client.ts';
import type { EventRepository, StoredEvent } from '../contract/events.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { jsonObjectSchema, parseJson } from '../json.ts';
import { findRunBySql } from './find.ts';

const sourceSchema = z.enum(['cli', 'web', 'worker']);

export function eventRepository(database: Database): EventRepository {
  return {
    after: (cursor, limit) => database.readSql((query) => readEvents(query, Prisma.sql`"Event"."id" > ${cursor}`, limit)),

    lastId: () =>
      database.readSql((query) => {
        const [last] = query<{ readonly id: number }>(Prisma.sql`SELECT "id" FROM "Event" ORDER BY "id" DESC LIMIT 1`);
        return last?.id ?? 0;
      }),

    ofRun: (id) =>
      database.readSql((query) =>
        readEvents(query, Prisma.sql`"Event"."runKey" = ${findRunBySql(query, id).key}`, Number.MAX_SAFE_INTEGER),
      ),

    progress: () =>
      database.readSql((query) =>
        Object.freeze(
          query<Awaited<ReturnType<EventRepository['progress']>>[number]>(Prisma.sql`
            SELECT "Run"."id" AS "run", "Sweep"."id" AS "sweep", "Run"."step", "Run"."totalSteps", "Lease"."heartbeatAt"
            FROM "Lease" JOIN "Run" ON "Run"."key" = "Lease"."runKey" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
            WHERE "Lease"."endedAt" IS NULL AND "Run"."state" = 'running' AND "Run"."deletedAt" IS NULL
            ORDER BY "Lease"."runKey"`).map((each) => Object.freeze(each)),
        ),
      ),
  };
}

interface EventRow {
  readonly id: number;
  readonly time: number;
  readonly source: string;
  readonly kind: string;
  readonly message: string;
  readonly data: string | null;
  readonly sweep: string | null;
  readonly run: string | null;
}

/** Events store keys without foreign keys because they outlive sweeps and runs. The ids are null once the referenced row is gone. */
function readEvents(query: Query, condition: Prisma.Sql, limit: number): readonly StoredEvent[] {
  const rows = query<EventRow>(Prisma.sql`
    SELECT "Event"."id", "time", "source", "Event"."kind", "message", "data", "Sweep"."id" AS "sweep", "Run"."id" AS "run"
    FROM "Event" LEFT JOIN "Sweep" ON "Sweep"."key" = "Event"."sweepKey" LEFT JOIN "Run" ON "Run"."key" = "Event"."runKey"
    WHERE ${condition} ORDER BY "Event"."id" LIMIT ${limit}`);
  return Object.freeze(
    rows.map(({ data, source, ...event }) =>
      Object.freeze({
        ...event,
        source: sourceSchema.parse(source),
        ...(data === null ? {} : { data: parseJson(jsonObjectSchema, data) }),
      }),
    ),
  );
}
