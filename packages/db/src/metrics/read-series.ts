import type { Queries } from '../client.ts';
import type { SeriesBuckets, SeriesRange } from '../store.ts';
import { Accumulator, type Buckets, emptyBuckets } from './buckets.ts';
import { decodeBuckets, decodePoints } from './chunk-format.ts';
import { chunkCapacity, span } from './layout.ts';
import { readExtents, type SeriesExtent } from './series-extent.ts';

export interface SeriesOfRun extends SeriesRange {
  readonly runKey: number;
}

/** So many stored entries are read for each bucket asked for: merged, they come nearer its width than the levels, which are 16 apart. */
const entriesPerBucket = 8;

/** A series of each run in at most `width` buckets. Buckets that an edge of the range or the end of a series cuts hold just what is inside. */
export async function readSeries(queries: Queries, series: string, asked: readonly SeriesOfRun[]): Promise<readonly SeriesBuckets[]> {
  const extents = await readExtents(
    queries,
    asked.map(({ runKey }) => runKey),
    series,
  );
  const plans = asked.map((part) => planReading(part, extents.get(part.runKey) ?? { firstStep: 1, points: 0 }));
  const entries = await readEntries(queries, series, plans);
  return plans.map((plan) => gather(series, plan, entries.get(plan.runKey) ?? new Map()));
}

/** A range counted from 0 at the first step of a series: in points, or in the entries of its level. */
interface EntryRange {
  readonly level: number;
  readonly begin: number;
  /** Exclusive. */
  readonly end: number;
}

interface ReadingPlan extends EntryRange {
  readonly runKey: number;
  readonly firstStep: number;
  /** Points of a bucket: a multiple of what an entry covers. Buckets are aligned to the series: as it grows or is moved along, they keep their neighbours. */
  readonly size: number;
}

function planReading({ runKey, from, to, width }: SeriesOfRun, { firstStep, points }: SeriesExtent): ReadingPlan {
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
function visitEntries({ level, begin, end }: EntryRange, visit: (entries: EntryRange) => void): void {
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

interface ChunkRow {
  readonly runKey: number;
  readonly level: number;
  readonly index: number;
  readonly format: number;
  readonly values: Uint8Array;
}

/** Chunks of one level, by index. */
type Chunks = Map<number, Buckets | Float32Array>;

/** What the plans need, by run and level, in one query. */
async function readEntries(
  queries: Queries,
  series: string,
  plans: readonly ReadingPlan[],
): Promise<ReadonlyMap<number, ReadonlyMap<number, Chunks>>> {
  const needed: (readonly [runKey: number, level: number, firstIndex: number, lastIndex: number])[] = [];
  for (const plan of plans) {
    visitEntries(plan, ({ level, begin, end }) => {
      needed.push([plan.runKey, level, Math.floor(begin / chunkCapacity(level)), Math.floor((end - 1) / chunkCapacity(level))]);
    });
  }
  const rows = await queries.$queryRaw<readonly ChunkRow[]>`
    SELECT "chunk"."runKey", "chunk"."level", "chunk"."index", "chunk"."format", "chunk"."values"
    FROM json_each(${JSON.stringify(needed)}) AS "need" CROSS JOIN "MetricChunk" AS "chunk"
    WHERE "chunk"."runKey" = "need"."value" ->> 0 AND "chunk"."series" = ${series} AND "chunk"."level" = "need"."value" ->> 1
      AND "chunk"."index" BETWEEN "need"."value" ->> 2 AND "need"."value" ->> 3`;
  const entries = new Map<number, Map<number, Chunks>>();
  for (const { runKey, level, index, format, values } of rows) {
    const ofRun = entries.get(runKey) ?? new Map<number, Chunks>();
    const ofLevel: Chunks = ofRun.get(level) ?? new Map();
    ofLevel.set(index, level === 0 ? decodePoints(format, values) : decodeBuckets(format, values));
    entries.set(runKey, ofRun.set(level, ofLevel));
  }
  return entries;
}

function gather(series: string, { firstStep, begin, end, level, size }: ReadingPlan, levels: ReadonlyMap<number, Chunks>): SeriesBuckets {
  const firstBucket = Math.floor(begin / size);
  const length = end === begin ? 0 : Math.floor((end - 1) / size) - firstBucket + 1;
  const buckets = emptyBuckets(length);
  const firstSteps = new Float64Array(length);
  const lastSteps = new Float64Array(length);
  const mean = new Float64Array(length);
  const accumulator = new Accumulator();
  const add = (range: EntryRange) => addEntries(accumulator, levels.get(range.level), range);
  for (let index = 0; index < length; index++) {
    const from = Math.max(begin, (firstBucket + index) * size);
    const to = Math.min(end, (firstBucket + index + 1) * size);
    visitEntries({ level, begin: from, end: to }, add);
    firstSteps[index] = firstStep + from;
    lastSteps[index] = firstStep + to - 1;
    // NaN where nothing is finite.
    mean[index] = accumulator.sum / (accumulator.count - accumulator.nonFinite);
    if (accumulator.count === accumulator.nonFinite) accumulator.min = accumulator.max = Number.NaN;
    accumulator.moveTo(buckets, index);
  }
  const { min, max, count, nonFinite } = buckets;
  return Object.freeze({ series, pointsPerBucket: size, firstStep: firstSteps, lastStep: lastSteps, min, max, mean, count, nonFinite });
}

function addEntries(accumulator: Accumulator, chunks: Chunks | undefined, { level, begin, end }: EntryRange): void {
  const capacity = chunkCapacity(level);
  for (let entry = begin; entry < end; entry++) {
    const chunk = chunks?.get(Math.floor(entry / capacity));
    if (chunk instanceof Float32Array) accumulator.addPoint(chunk[entry % capacity] ?? Number.NaN);
    else if (chunk !== undefined) accumulator.addBucket(chunk, entry % capacity);
  }
}
