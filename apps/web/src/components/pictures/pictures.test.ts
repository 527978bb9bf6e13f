import { describe, expect, it } from 'vitest';
import { exactPictures, splitAtlas, valueAt } from './pictures.ts';

const range = { low: 0, high: 1 };

describe('valueAt', () => {
  it('rejects an index outside the samples', () => {
    const pictures = exactPictures(Float32Array.of(0.25, 0.5), { sampleShape: [2, 1, 1], ...range });
    expect(valueAt(pictures, 1)).toBe(0.5);
    expect(() => valueAt(pictures, 2)).toThrow(RangeError);
  });
});

describe('splitAtlas', () => {
  it('rejects a picture that is narrower than its columns', () => {
    const layout = { columns: 2, sampleShape: [1, 2, 1], ...range };
    expect(splitAtlas(new Uint8ClampedArray(4 * 4).fill(255), 4, layout).values).toHaveLength(4);
    expect(() => splitAtlas(new Uint8ClampedArray(4 * 3).fill(255), 3, layout)).toThrow(RangeError);
  });
});
