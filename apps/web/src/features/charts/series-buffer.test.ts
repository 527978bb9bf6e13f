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

const empty = {
  ...{ firstStep: new Uint32Array(), lastStep: new Uint32Array(), nonFinite: new Uint32Array() },
  ...{ mean: new Float32Array(), min: new Float32Array(), max: new Float32Array() },
};

describe('series on their way', () => {
  it('arrive as they were', () => {
    const one = { ...series, mean: Float32Array.of(5, 6) };
    expect(decodeSeries(encodeSeries([series, empty, one]))).toEqual([series, empty, one]);
  });

  it.each([new ArrayBuffer(0), encodeSeries([series]).slice(4), encodeSeries([series]).slice(0, -4), encodeSeries([series]).slice(0, 9)])(
    'are refused where they are not whole',
    (buffer) => {
      expect(() => decodeSeries(buffer)).toThrow(RangeError);
    },
  );
});
