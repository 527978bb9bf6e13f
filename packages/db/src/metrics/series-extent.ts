import type { Queries } from '../client.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { oneOf } from '../one-of.ts';
import { chunkCapacity } from './layout.ts';

export interface SeriesExtent {
  readonly runKey: number;
  /** The step of the first point. */
  readonly firstStep: number;
  readonly points: number;
}

interface LastChunkRow {
  readonly run: string;
  readonly runKey: number;
  readonly index: number;
  readonly firstStep: number;
  readonly count: number;
}

/** Reads the first step and the number of points of a series. Returns null if it has no points. */
export async function readExtent(queries: Queries, runKey: number, series: string): Promise<SeriesExtent | null> {
  const [row] = await queries.$queryRaw<readonly LastChunkRow[]>(lastChunks(Prisma.sql`"run"."key" = ${runKey}`, series));
  return row === undefined ? null : extentOf(row);
}

/** Reads the extents of many runs, by run id. Omits runs without points and deleted or unknown runs. */
export function readExtents(query: Query, runs: readonly string[], series: string): ReadonlyMap<string, SeriesExtent> {
  const condition = Prisma.sql`"run"."id" IN ${oneOf(runs)} AND "run"."deletedAt" IS NULL`;
  return new Map(query<LastChunkRow>(lastChunks(condition, series)).map((row) => [row.run, extentOf(row)]));
}

/** CROSS JOIN makes SQLite start from the few runs and look up their chunks. */
function lastChunks(condition: Prisma.Sql, series: string): Prisma.Sql {
  return Prisma.sql`
    SELECT "run"."id" AS "run", "chunk"."runKey", "chunk"."index", "chunk"."firstStep", "chunk"."count"
    FROM "Run" AS "run" CROSS JOIN "MetricChunk" AS "chunk"
    WHERE ${condition} AND "chunk"."runKey" = "run"."key" AND "chunk"."series" = ${series} AND "chunk"."level" = 0 AND "chunk"."index" = (
      SELECT max("index") FROM "MetricChunk" WHERE "runKey" = "run"."key" AND "series" = ${series} AND "level" = 0
    )`;
}

function extentOf({ runKey, index, firstStep, count }: LastChunkRow): SeriesExtent {
  const before = index * chunkCapacity(0);
  return { runKey, firstStep: firstStep - before, points: before + count };
}
