import type { Queries } from '../client.ts';
import { chunkCapacity } from './layout.ts';

export interface SeriesExtent {
  /** The step of the first point. */
  readonly firstStep: number;
  readonly points: number;
}

/** From where to where a series reaches, or null where it has no points. */
export async function readExtent(queries: Queries, runKey: number, series: string): Promise<SeriesExtent | null> {
  const last = await queries.metricChunk.findFirst({
    where: { runKey, series, level: 0 },
    orderBy: { index: 'desc' },
    select: { index: true, firstStep: true, count: true },
  });
  if (last === null) {
    return null;
  }
  const before = last.index * chunkCapacity(0);
  return { firstStep: last.firstStep - before, points: before + last.count };
}
