/*
 * A series is a pyramid. Level 0 holds its points; a bucket of level k sums up 16^k points, aligned to the series' first. Only complete
 * buckets are stored: what an edge cuts (of a range asked for, or of a series that still grows) is made of the next finer level's, down to
 * the points themselves. So appending only appends, and cutting a series back only cuts.
 */

/** Entries of one level that make one of the next. */
export const fanOut = 16;

const pointsPerChunk = 1024;
const bucketsPerChunk = 256;

/** Points that an entry of a level covers. */
export function span(level: number): number {
  return fanOut ** level;
}

/** Entries in a full chunk of a level. */
export function chunkCapacity(level: number): number {
  return level === 0 ? pointsPerChunk : bucketsPerChunk;
}

/** Complete entries of a level in a series of so many points. */
export function completeEntries(points: number, level: number): number {
  return Math.floor(points / span(level));
}

/** The coarsest level at which a series of so many points has a complete entry; -1 for none. */
export function topLevel(points: number): number {
  let level = -1;
  while (completeEntries(points, level + 1) > 0) {
    level++;
  }
  return level;
}
