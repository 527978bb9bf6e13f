import { at } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../contract/leases.ts';
import type { Store } from '../../contract/store.ts';
import { claimedRun } from '../fixtures.ts';
import { stepsOf } from '../steps-of.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

/** A random walk with spikes, some of them non-finite. Every level must preserve each spike. */
const values = Float32Array.from({ length: 40_000 }, (_, index) => {
  if (index % 9_973 === 17) {
    return index % 2 === 0 ? Number.NaN : Number.POSITIVE_INFINITY;
  }
  return 20 + 10 * Math.sin(index / 500) + ((index * 7_919) % 101) / 50 + (index % 4_099 === 5 ? 1_000 : 0);
});

/** Appends the points in uneven pieces, as worker flushes do. */
async function recordValues(store: Store, claim: Claim): Promise<void> {
  const pieces = [1, 15, 16, 983, 1_024, 9, 5_000, 20_000, 2_952, 10_000];
  for (let begin = 0, piece = 0; begin < values.length; piece++) {
    const end = Math.min(values.length, begin + at(pieces, piece % pieces.length));
    const points = { series: 'cost', firstStep: begin + 1, values: values.subarray(begin, end), startedAt: begin, endedAt: end };
    await store.recordings.record(claim, { points: [points] });
    begin = end;
  }
}

export function metricContract(open: OpenStoreForTest): void {
  describe('metrics', () => {
    it.each([
      { from: undefined, to: undefined, width: 40_000, points: 1 },
      // 2,500 entries of 16 points; the limit is 8 × 2,500.
      { from: undefined, to: undefined, width: 2_500, points: 16 },
      // ⌈2,500 / 999⌉ = 3 entries for each bucket.
      { from: undefined, to: undefined, width: 1_000, points: 48 },
      // 10 entries of 4,096 points are too many for 8 × 1, and one of 65,536 fits.
      { from: undefined, to: undefined, width: 1, points: 65_536 },
      { from: 1_020, to: 1_030, width: 100, points: 1 },
      { from: 18, to: 18, width: 1, points: 1 },
      // Points 776 to 33,332 touch 2,036 entries of 16: ⌈2,036 / 499⌉ = 5.
      { from: 777, to: 33_333, width: 500, points: 80 },
      // 128 of 256 points are too many for 9, and 9 of 4,096 fit.
      { from: 777, to: 33_333, width: 9, points: 4_096 },
      { from: 39_990, to: 99_999, width: 100, points: 1 },
      // 2,000 points are too many for 8 × 130, and 125 entries of 16 fit.
      { from: -5, to: 2_000, width: 130, points: 16 },
      { from: 3, to: 9, width: 3, points: 4 },
      // One bucket, which ends with the range.
      { from: 18, to: 20, width: 1, points: 20 },
    ])('gives from $from to $to at most $width buckets, exactly those that the values make', async ({ from, to, width, points: each }) => {
      const store = await open();
      const claim = await claimedRun(store);
      await recordValues(store, claim);
      const range = { width, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const buckets = await store.metrics.series(claim.run.id, 'cost', range);
      expect(buckets.pointsPerBucket).toBe(each);
      expect(buckets.min.length).toBeLessThanOrEqual(width);
      // Bucket edges do not depend on the start of the range.
      expect(buckets.seriesBegin).toBe(1);
      expect(buckets.firstStep).toBe(Math.max(1, from ?? 1));
      expect(buckets.lastStep).toBe(Math.min(values.length, to ?? values.length));
      const points = stepsOf(buckets).map(({ first, last }) => [...values.subarray(first - 1, last)]);
      const finite = points.map((part) => part.filter(Number.isFinite));
      expect(buckets.nonFinite).toEqual(Uint32Array.from(points, (part, index) => part.length - at(finite, index).length));
      expect(buckets.min).toEqual(Float32Array.from(finite, (part) => (part.length === 0 ? Number.NaN : Math.min(...part))));
      expect(buckets.max).toEqual(Float32Array.from(finite, (part) => (part.length === 0 ? Number.NaN : Math.max(...part))));
      const means = finite.map((part) => part.reduce((sum, value) => sum + value, 0) / part.length);
      const rounded = (mean: number) => Number(mean.toPrecision(12));
      expect(Array.from(buckets.mean, rounded)).toEqual(means.map(rounded));
    });

    it('stores more points at once than fit in one statement', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const values = Float32Array.from({ length: 2_500_000 }, (_, index) => index % 1_000);
      await store.recordings.record(claim, { points: [{ series: 'cost', firstStep: 1, values, startedAt: 1, endedAt: 2 }] });
      const { firstStep, lastStep, min, max } = await store.metrics.series(claim.run.id, 'cost', { width: 10 });
      expect([firstStep, lastStep]).toEqual([1, values.length]);
      expect([Math.min(...min), Math.max(...max)]).toEqual([0, 999]);
    });

    it('returns no buckets for a missing series or outside a series', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      expect((await store.metrics.series(claim.run.id, 'cost', { width: 5 })).min).toHaveLength(0);
      await recordValues(store, claim);
      expect((await store.metrics.series(claim.run.id, 'other', { width: 5 })).min).toHaveLength(0);
      expect((await store.metrics.series(claim.run.id, 'cost', { from: 50_000, width: 5 })).min).toHaveLength(0);
      await expect(store.metrics.series(claim.run.id, 'cost', { width: 0 })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    });

    it('returns the series of several runs at once, without buckets for a run that does not exist', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      await recordValues(store, claim);
      const run = claim.run.id;
      const ranges = [
        { run, width: 7 },
        { run: 'zzzzzzzzzz', width: 7 },
        { run, from: 777, to: 33_333, width: 500 },
      ] as const;
      const [whole, missing, part] = await store.metrics.seriesOfRuns('cost', ranges);
      expect(whole).toEqual(await store.metrics.series(run, 'cost', ranges[0]));
      expect(missing?.min).toHaveLength(0);
      expect(part).toEqual(await store.metrics.series(run, 'cost', ranges[2]));
    });

    it('rejects points that repeat or skip a step', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const points = { series: 'cost', firstStep: 1, values: Float32Array.of(1, 2, 3), startedAt: 0, endedAt: 1 };
      await store.recordings.record(claim, { points: [points] });
      for (const firstStep of [1, 3, 5]) {
        await expect(store.recordings.record(claim, { points: [{ ...points, firstStep }] })).rejects.toMatchObject({
          code: 'INPUT_INVALID',
          message: expect.stringContaining('continues at step 4'),
        });
      }
    });
  });
}
