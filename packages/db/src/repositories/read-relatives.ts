import type { Relatives } from '../contract/sweeps.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { findSweepBySql } from './find.ts';

/** @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
export function readRelatives(query: Query, id: string): Relatives {
  const sweep = findSweepBySql(query, id);
  const [parent] = query<{ readonly sweep: string; readonly run: string | null; readonly name: string | null }>(Prisma.sql`
    SELECT "Sweep"."parent" AS "sweep", "Sweep"."parentRun" AS "run", "origin"."name" AS "name"
    FROM "Sweep" LEFT JOIN "Sweep" AS "origin" ON "origin"."id" = "Sweep"."parent" AND "origin"."deletedAt" IS NULL
    WHERE "Sweep"."key" = ${sweep.key} AND "Sweep"."parent" IS NOT NULL`);
  const clones = query<Relatives['clones'][number]>(Prisma.sql`
    SELECT "id", "name", "parentRun" AS "run" FROM "Sweep" WHERE "parent" = ${sweep.id} AND "deletedAt" IS NULL ORDER BY "key" DESC`);
  return Object.freeze({
    parent: parent === undefined ? null : Object.freeze({ ...parent }),
    clones: Object.freeze(clones.map((clone) => Object.freeze({ ...clone }))),
  });
}
