/*
 * A series is a pyramid. Level 0 holds its points; a bucket of level k summarises 16^k points, aligned to the first point. Only complete
 * buckets are stored. A reader builds incomplete ones (at the edges of a range, or at the end of a growing series) from the next finer level,
 * down to the points. Appending therefore never changes a stored bucket, and truncating a series only removes buckets.
 */

/** Entries of one level that form one entry of the next. */
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

/** Number of complete entries of a level in a series with `points` points. */
export function completeEntries(points: number, level: number): number {
  return Math.floor(points / span(level));
}

/** The coarsest level at which a series with `points` points has a complete entry; -1 for none. */
export function topLevel(points: number): number {
  let level = -1;
  while (completeEntries(points, level + 1) > 0) {
    level++;
  }
  return level;
}
