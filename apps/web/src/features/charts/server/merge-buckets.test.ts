import type { SeriesBuckets } from '@hourglass/db';
import { describe, expect, it } from 'vitest';
import { mergeBuckets } from './merge-buckets.ts';

/** Points from a first step on, as buckets of level 0. */
function points(firstStep: number, values: readonly number[]): SeriesBuckets {
  return {
    series: 'cost',
    level: 0,
    firstStep: Float64Array.from(values, (_, index) => firstStep + index),
    lastStep: Float64Array.from(values, (_, index) => firstStep + index),
    min: Float32Array.from(values, (value) => (Number.isFinite(value) ? value : Number.NaN)),
    max: Float32Array.from(values, (value) => (Number.isFinite(value) ? value : Number.NaN)),
    mean: Float64Array.from(values, (value) => (Number.isFinite(value) ? value : Number.NaN)),
    count: new Uint32Array(values.length).fill(1),
    nonFinite: Uint32Array.from(values, (value) => (Number.isFinite(value) ? 0 : 1)),
  };
}

describe('mergeBuckets', () => {
  it('leaves buckets alone where they fit', () => {
    const buckets = points(1, [3, 1]);
    expect(mergeBuckets(buckets, 2)).toBe(buckets);
  });

  it('keeps exact extremes, and means of the finite values', () => {
    // 7 buckets into at most 4: parts of ⌈7/3⌉ = 3.
    const merged = mergeBuckets(points(1, [1, 8, 3, 4, Number.NaN, 6, 5]), 4);
    expect([...merged.firstStep]).toEqual([1, 4, 7]);
    expect([...merged.lastStep]).toEqual([3, 6, 7]);
    expect([...merged.min]).toEqual([1, 4, 5]);
    expect([...merged.max]).toEqual([8, 6, 5]);
    // (1 + 8 + 3) / 3, (4 + 6) / 2, 5
    expect([...merged.mean]).toEqual([4, 5, 5]);
    expect([...merged.nonFinite]).toEqual([0, 1, 0]);
  });

  it('cuts at the same steps wherever the range begins', () => {
    // Parts of ⌈5/2⌉ = 3 steps: 1–3, 4–6, 7–9; the range holds 3 to 7.
    const merged = mergeBuckets(points(3, [9, 8, 7, 6, 5]), 3);
    expect([...merged.firstStep]).toEqual([3, 4, 7]);
    expect([...merged.mean]).toEqual([9, 7, 5]);
  });

  it('says NaN where nothing is finite', () => {
    const merged = mergeBuckets(points(1, [Number.NaN, Number.POSITIVE_INFINITY, 2]), 2);
    expect([...merged.mean]).toEqual([2]);
    expect([...mergeBuckets(points(1, [Number.NaN, Number.POSITIVE_INFINITY, 2, 2]), 3).min]).toEqual([Number.NaN, 2]);
  });
});
