import type { Queries } from '../client.ts';
import { chunkCapacity } from './layout.ts';

export interface SeriesExtent {
  /** The step of the first point. */
  readonly firstStep: number;
  readonly points: number;
}

interface LastChunkRow {
  readonly runKey: number;
  readonly index: number;
  readonly firstStep: number;
  readonly count: number;
}

/** From where to where a series of a run reaches, or null where it has no points. */
export async function readExtent(queries: Queries, runKey: number, series: string): Promise<SeriesExtent | null> {
  return (await readExtents(queries, [runKey], series)).get(runKey) ?? null;
}

/** The same for several runs at once; those that have no points are left out. */
export async function readExtents(
  queries: Queries,
  runKeys: readonly number[],
  series: string,
): Promise<ReadonlyMap<number, SeriesExtent>> {
  // CROSS JOIN tells SQLite to go from the few runs to their chunks.
  const rows = await queries.$queryRaw<readonly LastChunkRow[]>`
    SELECT "chunk"."runKey", "chunk"."index", "chunk"."firstStep", "chunk"."count"
    FROM json_each(${JSON.stringify(runKeys)}) AS "run" CROSS JOIN "MetricChunk" AS "chunk"
    WHERE "chunk"."runKey" = "run"."value" AND "chunk"."series" = ${series} AND "chunk"."level" = 0 AND "chunk"."index" = (
      SELECT max("index") FROM "MetricChunk" WHERE "runKey" = "run"."value" AND "series" = ${series} AND "level" = 0
    )`;
  return new Map(
    rows.map(({ runKey, index, firstStep, count }) => {
      const before = index * chunkCapacity(0);
      return [runKey, { firstStep: firstStep - before, points: before + count }];
    }),
  );
}
