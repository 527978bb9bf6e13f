import { describe, expect, it } from 'vitest';
import { decodeSeries, encodeSeries } from './series-buffer.ts';

const series = {
  firstStep: Uint32Array.of(1, 17),
  lastStep: Uint32Array.of(16, 20),
  nonFinite: Uint32Array.of(0, 4),
  mean: Float32Array.of(3, Number.NaN),
  min: Float32Array.of(1, Number.NaN),
  max: Float32Array.of(9, Number.NaN),
};

describe('a series on its way', () => {
  it('arrives as it was', () => {
    expect(decodeSeries(encodeSeries(series))).toEqual(series);
  });

  it.each([new ArrayBuffer(0), encodeSeries(series).slice(4), encodeSeries(series).slice(0, -4)])(
    'is refused where it is not whole',
    (buffer) => {
      expect(() => decodeSeries(buffer)).toThrow(RangeError);
    },
  );
});
