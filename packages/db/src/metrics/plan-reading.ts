import type { SeriesRange } from '../contract/metrics.ts';
import { span } from './layout.ts';
import type { SeriesExtent } from './series-extent.ts';

/** So many stored entries are read for each bucket asked for: merged, they come nearer its width than the levels, which are 16 apart. */
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
  /** Points of a bucket: a multiple of what an entry covers. Buckets are aligned to the series: as it grows or is moved along, they keep their neighbours. */
  readonly size: number;
}

/** As coarse as the width allows. */
export function planReading({ from, to, width }: SeriesRange, { runKey, firstStep, points }: SeriesExtent): ReadingPlan {
  const begin = Math.max(0, from === undefined ? 0 : Math.ceil(from) - firstStep);
  const end = Math.max(begin, Math.min(points, to === undefined ? points : Math.floor(to) - firstStep + 1));
  const touched = (size: number) => (end === begin ? 0 : Math.floor((end - 1) / size) - Math.floor(begin / size) + 1);
  let level = 0;
  while (touched(span(level)) > entriesPerBucket * width) level++;
  const count = touched(span(level));
  // One bucket more than the range is long can be touched: at both edges a part.
  const merged = count <= width ? 1 : Math.ceil(width === 1 ? end / span(level) : count / (width - 1));
  return { runKey, firstStep, begin, end, level, size: merged * span(level) };
}

/** Visits the stored entries that make up a range of points, as few as possible: whole ones of its level, and two edges finer. */
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
