import type { Queries } from '../client.ts';
import { emptyBuckets } from './buckets.ts';
import { decodeBuckets, decodePoints } from './chunk-format.ts';
import { chunkCapacity, completeEntries, topLevel } from './layout.ts';
import { readExtent } from './series-extent.ts';
import { SeriesTail } from './series-tail.ts';

/** Loads the tail of a series: the incomplete chunk of each level. Returns an empty tail if the series does not exist. */
export async function loadTail(queries: Queries, runKey: number, series: string, firstStep: number): Promise<SeriesTail> {
  const extent = await readExtent(queries, runKey, series);
  if (extent === null) {
    return new SeriesTail(series, firstStep);
  }
  const tail = new SeriesTail(series, extent.firstStep);
  const levels = Array.from({ length: topLevel(extent.points) + 1 }, (_, level) => ({ level, ...openChunk(extent.points, level) }));
  const rows = await queries.metricChunk.findMany({
    where: { runKey, series, OR: levels.filter(({ count }) => count > 0).map(({ level, index }) => ({ level, index })) },
  });
  const byLevel = new Map(rows.map((row) => [row.level, row]));
  const base = byLevel.get(0);
  tail.restore(
    extent.points,
    base === undefined ? new Float32Array(0) : decodePoints(base.format, base.values),
    levels.slice(1).map(({ level }) => {
      const row = byLevel.get(level);
      return row === undefined ? emptyBuckets(0) : decodeBuckets(row.format, row.values);
    }),
    levels.map(({ level }) => {
      const row = byLevel.get(level);
      return row === undefined ? undefined : Number(row.startedAt);
    }),
  );
  return tail;
}

/** The chunk of a level that receives the next entry, and the number of entries in it. */
function openChunk(points: number, level: number): { readonly index: number; readonly count: number } {
  const entries = completeEntries(points, level);
  const capacity = chunkCapacity(level);
  return { index: Math.floor(entries / capacity), count: entries % capacity };
}
