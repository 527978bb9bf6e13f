import type { Queries } from '../client.ts';
import { DbError } from '../errors.ts';
import { entryBytes } from './chunk-format.ts';

export interface TornChunk {
  readonly runKey: number;
  readonly series: string;
  readonly level: number;
  readonly index: number;
}

/** Finds chunks whose byte length does not match their number of entries, in one run or in all. Reads no values. */
export function tornChunks(queries: Queries, runKey?: number): Promise<readonly TornChunk[]> {
  return queries.$queryRaw<TornChunk[]>`
    SELECT "runKey", "series", "level", "index" FROM "MetricChunk"
    WHERE (${runKey ?? null} IS NULL OR "runKey" = ${runKey ?? null})
      AND length("values") <> "count" * (
        SELECT "known"."value" ->> 1 FROM json_each(${JSON.stringify(entryBytes)}) AS "known" WHERE "known"."value" ->> 0 = "format"
      )`;
}

/** @throws DbError CHUNK_UNREADABLE */
export async function requireWholeChunks(queries: Queries, runKey: number): Promise<void> {
  const [torn] = await tornChunks(queries, runKey);
  if (torn !== undefined) {
    throw new DbError(
      'CHUNK_UNREADABLE',
      `Chunk ${torn.index} of level ${torn.level} of its series "${torn.series}" does not have the bytes that it should.`,
    );
  }
}
