import { describe, expect, it } from 'vitest';
import type { Look } from './paint.ts';
import { exactPictures } from './pictures.ts';
import { prepareSamplePlot } from './plot-samples.ts';

const layout = { sampleShape: [3], low: -1, high: 1 };
const originals = exactPictures(Float32Array.of(0, 0, 0, 0.5, -0.5, 1), layout);
const own = exactPictures(Float32Array.of(0, 0, 0, 0.25, -0.75, 0.5), layout);
const source = { members: [own], originals, reference: null };
const look: Look = { mode: 'reconstruction', map: 'gray', share: 0.5, showsOriginal: true };
const drawn = (change: Partial<Look>, from = source) => {
  const plot = prepareSamplePlot(from, { ...look, ...change }, 1);
  return plot?.series.map(({ role, alpha, valueAt }) => [role, alpha, [0, 1, 2].map(valueAt)]);
};

describe('prepareSamplePlot', () => {
  it('draws the reconstruction over the original', () => {
    expect(drawn({})).toEqual([
      ['original', 1, [0.5, -0.5, 1]],
      ['reconstruction', 1, [0.25, -0.75, 0.5]],
    ]);
    expect(prepareSamplePlot(source, look, 1)).toMatchObject({ limits: { low: -1, high: 1 }, length: 3, strips: 1 });
  });

  it('has a strip for each channel of a series, and swipes along its steps', () => {
    const samples = { kind: 'series', sampleShape: [2, 3], low: -1, high: 1 } as const;
    const pictures = exactPictures(Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), samples);
    const given = { members: [pictures], originals: exactPictures(new Float32Array(6), samples), reference: null };
    const plot = prepareSamplePlot(given, { ...look, mode: 'swipe' }, 0);
    expect(plot).toMatchObject({ length: 2, strips: 3 });
    expect([0, 2, 3, 5].map((index) => plot?.series[1]?.valueAt(index))).toEqual([
      Math.fround(0.1),
      Math.fround(0.3),
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('draws a difference alone, on its own limits', () => {
    expect(drawn({ mode: 'difference' })).toEqual([['reconstruction', 1, [-0.25, -0.25, -0.5]]]);
    expect(prepareSamplePlot(source, { ...look, mode: 'difference' }, 1)?.limits).toEqual({ low: -1, high: 1 });
  });

  it('follows the modes that compare', () => {
    expect(drawn({ mode: 'onion' })?.[1]?.[1]).toBe(0.5);
    expect(drawn({ mode: 'blink' })?.[1]?.[1]).toBe(0);
    // Half of three values.
    expect(drawn({ mode: 'swipe' })?.[1]?.[2]).toEqual([0.25, -0.75, Number.NaN]);
  });

  it('draws the originals of a strip of originals once', () => {
    expect(drawn({}, { ...source, members: [originals] })).toEqual([['original', 1, [0.5, -0.5, 1]]]);
  });

  it('draws what has no original as the decoder’s output', () => {
    const plot = prepareSamplePlot({ ...source, originals: null }, look, 1);
    expect(plot?.series.map(({ role, valueAt }) => [role, valueAt(0)])).toEqual([['reconstruction', 0.25]]);
  });
});
