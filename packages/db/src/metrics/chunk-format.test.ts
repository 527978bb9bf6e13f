import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Store } from '../contract/store.ts';
import { openStore } from '../open-store.ts';
import { claimNext, newRun, newSweep, provenance } from '../testing/fixtures.ts';
import { temporaryHome } from '../testing/temporary-database.ts';
import { addPoint, emptyBuckets } from './buckets.ts';
import { decodeBuckets, decodePoints, encodeBuckets, encodePoints } from './chunk-format.ts';

const buckets = emptyBuckets(3);
for (const [at, points] of [[1, 2.5], [-0.1], [Number.NaN, 7, Number.POSITIVE_INFINITY]].entries()) {
  for (const point of points) addPoint(buckets, at, point);
}

/** The former format, in which each bucket stored its number of points. */
function countedBuckets(format: number, values: Uint8Array, pointsPerBucket: number): Buffer {
  const { sum, min, max, nonFinite } = decodeBuckets(format, values);
  const counts = new Uint32Array(sum.length).fill(pointsPerBucket);
  return Buffer.concat(
    [sum, min, max, counts, nonFinite ?? new Uint32Array(sum.length)].map((column) => new Uint8Array(column.slice().buffer)),
  );
}

describe('buckets', () => {
  it('take 16 bytes each if all points are finite, else 20', () => {
    const finite = encodeBuckets(buckets, 2);
    const whole = encodeBuckets(buckets, 3);
    expect(finite.values).toHaveLength(2 * 16);
    expect(whole.values).toHaveLength(3 * 20);
    expect(decodeBuckets(whole.format, whole.values)).toEqual(buckets);
    const { sum, min, max, nonFinite } = decodeBuckets(finite.format, finite.values);
    expect({ sum, min, max }).toEqual({
      sum: buckets.sum.subarray(0, 2),
      min: buckets.min.subarray(0, 2),
      max: buckets.max.subarray(0, 2),
    });
    expect(nonFinite).toBeNull();
  });

  it('are read from the middle of a larger buffer', () => {
    const { format, values } = encodeBuckets(buckets, 3);
    const around = new Uint8Array(values.length + 5);
    around.set(values, 3);
    expect(decodeBuckets(format, around.subarray(3, -2))).toEqual(buckets);
  });

  it.each([
    ['an unknown format', () => decodeBuckets(9, new Uint8Array(32))],
    ['points as buckets', () => decodeBuckets(encodePoints(Float32Array.of(1, 2, 3, 4)).format, new Uint8Array(16))],
    ['half a bucket', () => decodeBuckets(encodeBuckets(buckets, 2).format, new Uint8Array(24))],
    ['buckets as points', () => decodePoints(encodeBuckets(buckets, 2).format, new Uint8Array(32))],
    ['half a point', () => decodePoints(encodePoints(Float32Array.of(1)).format, new Uint8Array(6))],
  ])('are refused: %s', (_, read) => {
    expect(read).toThrow(expect.objectContaining({ code: 'CHUNK_UNREADABLE' }));
  });
});

it('reads and extends the chunks of an older home', async () => {
  const home = await temporaryHome();
  // One in 2,000 is not finite.
  const costs = Float32Array.from({ length: 12_000 }, (_, index) => (index % 2_000 === 37 ? Number.NaN : Math.sin(index / 90)));
  const record = async (from: number, to: number, thenDo: (store: Store, run: string) => Promise<void>) => {
    const store = await openStore({ home, mode: 'write' });
    await store.sweeps.upsert(newSweep('first', [newRun('only', { totalSteps: 100_000 })]));
    const claim = await claimNext(store);
    expect(claim.run.step).toBe(from);
    const points = [{ series: 'cost', firstStep: from + 1, values: costs.subarray(from, to), startedAt: 1, endedAt: 2 }];
    await store.recordings.record(claim, { provenance, points });
    const blob = await store.blobs.put(Uint8Array.of(1));
    await store.recordings.record(claim, {
      checkpoint: { step: to, epoch: 1, blob, withOptimizer: true },
    });
    await thenDo(store, claim.run.id);
    await store.leases.release(claim, 'The next attempt, please.');
    await store.close();
  };
  const widths = [1, 30, 700, 12_000];
  const read = (store: Store, run: string) => Promise.all(widths.map((width) => store.metrics.series(run, 'cost', { width })));
  let before: unknown;
  await record(0, 7_777, async (store, run) => {
    before = await read(store, run);
  });

  const database = new SqliteDatabase(join(home, 'hourglass.db'));
  const rows = database.prepare(`SELECT rowid AS "key", "format", "stride", "values" FROM "MetricChunk" WHERE "level" > 0`).all();
  const set = database.prepare(`UPDATE "MetricChunk" SET "format" = 2, "values" = ? WHERE rowid = ?`);
  for (const row of rows as { key: number; format: number; stride: number; values: Buffer }[]) {
    set.run(countedBuckets(row.format, row.values, row.stride), row.key);
  }
  database.close();
  expect(rows.length).toBeGreaterThan(2);

  await record(7_777, 12_000, async (store, run) => {
    expect(await store.storage.check()).toEqual([]);
    const finite = costs.filter(Number.isFinite);
    for (const { min, max, nonFinite } of await read(store, run)) {
      expect(nonFinite.reduce((sum, points) => sum + points, 0)).toBe(6);
      expect(Math.min(...min.filter(Number.isFinite))).toBe(Math.min(...finite));
      expect(Math.max(...max.filter(Number.isFinite))).toBe(Math.max(...finite));
    }
    const cut = await Promise.all(widths.map((width) => store.metrics.series(run, 'cost', { width, to: 7_777 })));
    expect(cut).toEqual(before);
  });
});
