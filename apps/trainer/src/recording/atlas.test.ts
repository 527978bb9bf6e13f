import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { atlasValues } from '../exporting/atlas-values.ts';
import { encodeAtlas } from './atlas.ts';

describe('encodeAtlas', () => {
  it('lays samples out ten in a row and maps the range to 0 to 255', () => {
    const values = Float32Array.from({ length: 11 * 6 }, (_, index) => (index < 6 ? index / 5 : 1));
    const { png, columns, clipped } = encodeAtlas({ values, count: 11, shape: { kind: 'image', sampleShape: [2, 3] }, low: 0, high: 1 });
    const picture = decode(png);
    expect([picture.width, picture.height, picture.channels, picture.depth]).toEqual([30, 4, 1, 8]);
    expect([...picture.data.slice(0, 3), ...picture.data.slice(30, 33)]).toEqual([0, 51, 102, 153, 204, 255]);
    expect([...picture.data.slice(60, 64)]).toEqual([255, 255, 255, 0]);
    expect([columns, clipped]).toEqual([10, 0]);
  });

  it.each([3, 4] as const)('keeps %i values of a pixel, which are read back', (channels) => {
    const sampleShape = [2, 2, channels] as const;
    const values = Float32Array.from({ length: 3 * 4 * channels }, (_, index) => (index % 52) / 51);
    const { png } = encodeAtlas({ values, count: 3, shape: { kind: 'image', sampleShape }, low: 0, high: 1, columns: 2 });
    const picture = decode(png);
    expect([picture.width, picture.height, picture.channels, picture.depth]).toEqual([4, 4, channels, 8]);
    expect([...atlasValues({ png, columns: 2, count: 3, sampleShape, low: 0, high: 1 })]).toEqual(
      Array.from(values, (value) => expect.closeTo(value, 6)),
    );
  });

  it('clips and counts values outside the range', () => {
    const { png, clipped } = encodeAtlas({
      values: Float32Array.of(-0.5, 0.5, 1.5, Number.NaN),
      count: 1,
      shape: { kind: 'image', sampleShape: [2, 2] },
      low: 0,
      high: 1,
    });
    expect(clipped).toBe(3);
    expect([...decode(png).data.slice(0, 3)]).toEqual([0, 128, 255]);
  });

  it('rejects fewer values than its samples have', () => {
    const shape = { kind: 'image', sampleShape: [2, 2] } as const;
    expect(() => encodeAtlas({ values: new Float32Array(3), count: 1, shape, low: 0, high: 1 })).toThrow(RangeError);
  });
});
