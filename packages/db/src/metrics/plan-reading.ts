import type { SeriesRange } from '../contract/metrics.ts';
import { span } from './layout.ts';
import type { SeriesExtent } from './series-extent.ts';

/** Stored entries that are read for each requested bucket. Merging entries approximates the requested width better than levels, which differ by a factor of 16. */
const entriesPerBucket = 8;

/** A range counted from 0 at the first step of a series: in points, or in the entries of its level. */
export interface EntryRange {
  readonly level: number;
  readonly begin: number;
  /** Exclusive. */
  readonly end: number;
}

export interface ReadingPlan extends EntryRange {
  readonly runKey: number;
  readonly firstStep: number;
  /** Points of a bucket: a multiple of the points of an entry. Buckets are aligned to the start of the series, so growing or panning keeps their edges. */
  readonly size: number;
}

/** Plans the finest buckets of which at most `width` cover the range. */
export function planReading({ from, to, width }: SeriesRange, { runKey, firstStep, points }: SeriesExtent): ReadingPlan {
  const begin = Math.max(0, from === undefined ? 0 : Math.ceil(from) - firstStep);
  const end = Math.max(begin, Math.min(points, to === undefined ? points : Math.floor(to) - firstStep + 1));
  const touched = (size: number) => (end === begin ? 0 : Math.floor((end - 1) / size) - Math.floor(begin / size) + 1);
  let level = 0;
  while (touched(span(level)) > entriesPerBucket * width) level++;
  const count = touched(span(level));
  // A range that is not aligned touches one bucket more: a part at each edge.
  const merged = count <= width ? 1 : Math.ceil(width === 1 ? end / span(level) : count / (width - 1));
  return { runKey, firstStep, begin, end, level, size: merged * span(level) };
}

/** Visits the fewest stored entries that cover a range of points exactly: whole entries of its level, and finer ones at both edges. */
export function visitEntries({ level, begin, end }: EntryRange, visit: (entries: EntryRange) => void): void {
  if (end <= begin) return;
  const size = span(level);
  const first = Math.ceil(begin / size);
  const last = Math.floor(end / size);
  if (first >= last) {
    if (level > 0) visitEntries({ level: level - 1, begin, end }, visit);
    return;
  }
  visit({ level, begin: first, end: last });
  if (level === 0) return;
  visitEntries({ level: level - 1, begin, end: first * size }, visit);
  visitEntries({ level: level - 1, begin: last * size, end }, visit);
}
