import type { Queries } from '../client.ts';
import { decodeBuckets, decodePoints, encodeBuckets, encodePoints } from './chunk-format.ts';
import { chunkCapacity, completeEntries, topLevel } from './layout.ts';
import { readExtent } from './series-extent.ts';

/** Removes the points after a step from every series of a run, on all levels. */
export async function cutSeries(transaction: Queries, runKey: number, lastStep: number): Promise<void> {
  const names = await transaction.metricChunk.findMany({ where: { runKey, level: 0 }, distinct: ['series'], select: { series: true } });
  for (const { series } of names) {
    const extent = await readExtent(transaction, runKey, series);
    const kept = extent === null ? 0 : Math.max(0, lastStep - extent.firstStep + 1);
    if (extent === null || kept >= extent.points) {
      continue;
    }
    for (let level = 0; level <= topLevel(extent.points); level++) {
      await cutLevel(transaction, { runKey, series, level }, completeEntries(kept, level));
    }
  }
}

interface LevelKey {
  readonly runKey: number;
  readonly series: string;
  readonly level: number;
}

/** Keeps the first `entries` entries of a level. Deletes later chunks and rewrites the chunk that contains the cut. */
async function cutLevel(transaction: Queries, key: LevelKey, entries: number): Promise<void> {
  const index = Math.floor(entries / chunkCapacity(key.level));
  const count = entries % chunkCapacity(key.level);
  await transaction.metricChunk.deleteMany({ where: { ...key, index: count === 0 ? { gte: index } : { gt: index } } });
  if (count === 0) {
    return;
  }
  const where = { runKey_series_level_index: { ...key, index } };
  const { format, values } = await transaction.metricChunk.findUniqueOrThrow({ where, select: { format: true, values: true } });
  const cut =
    key.level === 0 ? encodePoints(decodePoints(format, values).subarray(0, count)) : encodeBuckets(decodeBuckets(format, values), count);
  await transaction.metricChunk.update({ where, data: { count, ...cut }, select: { index: true } });
}
