import { describe, expect, it } from 'vitest';
import { decodeSeries, encodeSeries } from './series-buffer.ts';

/** A range cuts its first and last buckets short. */
const series = {
  firstStep: Uint32Array.of(5, 17, 33, 49),
  lastStep: Uint32Array.of(16, 32, 48, 51),
  nonFinite: Uint32Array.of(0, 0, 16, 0),
  mean: Float32Array.of(3, 4, Number.NaN, 5),
  min: Float32Array.of(1, 2, Number.NaN, 3),
  max: Float32Array.of(9, 8, Number.NaN, 7),
};
const finite = { ...series, nonFinite: new Uint32Array(4), mean: Float32Array.of(3, 4, 6, 5) };
const single = {
  ...{ firstStep: Uint32Array.of(7), lastStep: Uint32Array.of(9), nonFinite: Uint32Array.of(0) },
  ...{ mean: Float32Array.of(2), min: Float32Array.of(1), max: Float32Array.of(3) },
};
const empty = {
  ...{ firstStep: new Uint32Array(), lastStep: new Uint32Array(), nonFinite: new Uint32Array() },
  ...{ mean: new Float32Array(), min: new Float32Array(), max: new Float32Array() },
};

/** Encodes series with the metadata that the store returns. */
function encoded(...all: readonly (typeof series)[]): ArrayBuffer {
  const buckets = all.map(({ firstStep, lastStep, ...values }) => ({
    ...{ seriesBegin: 1, pointsPerBucket: 16, firstStep: firstStep[0] ?? 5, lastStep: lastStep.at(-1) ?? 4 },
    ...values,
  }));
  return new Uint8Array(encodeSeries(buckets)).buffer;
}

describe('the binary format of series', () => {
  it('preserves the series', () => {
    expect(decodeSeries(encoded(series, empty, single, finite))).toEqual([series, empty, single, finite]);
    expect(decodeSeries(encoded())).toEqual([]);
  });

  it('uses 12 bytes per bucket, and 4 more if values are not finite', () => {
    const heads = 4 * (2 + 6);
    expect(encoded(finite).byteLength).toBe(heads + 12 * 4);
    expect(encoded(series).byteLength).toBe(heads + 16 * 4);
  });

  it.each([
    new ArrayBuffer(0),
    encoded(series).slice(4),
    encoded(series).slice(0, -4),
    encoded(series).slice(0, 9),
    encoded(series).slice(0, 20),
  ])('refuses incomplete data', (buffer) => {
    expect(() => decodeSeries(buffer)).toThrow(RangeError);
  });
});
