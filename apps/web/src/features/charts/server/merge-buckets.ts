import type { SeriesBuckets } from '@hourglass/db';

type Merged = Pick<SeriesBuckets, 'firstStep' | 'lastStep' | 'mean' | 'min' | 'max' | 'nonFinite'>;

/**
 * Merges neighbouring buckets until at most `width` are left, so that a chart gets about as many as it asked for: the store's levels
 * are 16 apart. Extremes stay exact, and a mean weighs each part by its finite values. Parts are aligned to the series, not to the
 * range: while it grows or is moved along, a bucket keeps its neighbours.
 */
export function mergeBuckets(buckets: SeriesBuckets, width: number): Merged {
  const { length } = buckets.count;
  if (length <= width) return buckets;
  const size = 16 ** buckets.level * Math.ceil(length / Math.max(1, width - 1));
  const parts: Part[] = [];
  let place = Number.NaN;
  for (let index = 0; index < length; index++) {
    const first = buckets.firstStep[index] ?? 0;
    const finite = (buckets.count[index] ?? 0) - (buckets.nonFinite[index] ?? 0);
    // Steps are counted from 1.
    const next = Math.floor((first - 1) / size);
    const before = parts.at(-1);
    const part: Part = before === undefined || next !== place ? emptyPart(first) : before;
    if (part !== before) parts.push(part);
    place = next;
    part.lastStep = buckets.lastStep[index] ?? first;
    part.nonFinite += buckets.nonFinite[index] ?? 0;
    if (finite === 0) continue;
    part.sum += (buckets.mean[index] ?? 0) * finite;
    part.finite += finite;
    part.min = Math.min(part.min, buckets.min[index] ?? part.min);
    part.max = Math.max(part.max, buckets.max[index] ?? part.max);
  }
  return {
    firstStep: Float64Array.from(parts, ({ firstStep }) => firstStep),
    lastStep: Float64Array.from(parts, ({ lastStep }) => lastStep),
    mean: Float64Array.from(parts, ({ sum, finite }) => sum / finite),
    min: Float32Array.from(parts, ({ min, finite }) => (finite === 0 ? Number.NaN : min)),
    max: Float32Array.from(parts, ({ max, finite }) => (finite === 0 ? Number.NaN : max)),
    nonFinite: Uint32Array.from(parts, ({ nonFinite }) => nonFinite),
  };
}

interface Part {
  readonly firstStep: number;
  lastStep: number;
  sum: number;
  finite: number;
  min: number;
  max: number;
  nonFinite: number;
}

function emptyPart(firstStep: number): Part {
  return {
    firstStep,
    lastStep: firstStep,
    sum: 0,
    finite: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    nonFinite: 0,
  };
}
