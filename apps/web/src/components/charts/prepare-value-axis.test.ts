import { describe, expect, it } from 'vitest';
import { prepareValueAxis } from './prepare-value-axis.ts';

const input = { title: 'cost', references: [], isLog: false, isClipped: false } as const;

describe('prepareValueAxis', () => {
  it('fits every value, with 4% padding', () => {
    expect(prepareValueAxis({ ...input, values: [10, 60, Number.NaN] })).toMatchObject({ min: 8, max: 62, clipped: 0 });
  });

  it('clips the outermost 2.5% on both sides, and counts them', () => {
    // Of 80 values, ⌊0.025 × 80⌋ = 2 on each side.
    const values = [0, 1, ...Array.from({ length: 75 }, () => 50), 70, 1_000, 2_000];
    const axis = prepareValueAxis({ ...input, values, isClipped: true });
    expect([axis.min, axis.max]).toEqual([50 - 0.8, 70 + 0.8]);
    expect(axis.clipped).toBe(4);
  });

  it('clips none of a few values', () => {
    expect(prepareValueAxis({ ...input, values: [1, 50, 51, 900], isClipped: true }).clipped).toBe(0);
  });

  it('fits references to beat at any distance, and other references where they are near', () => {
    const references = [
      { label: 'PCA', y: 100, isRival: true },
      { label: 'mean', y: 1_000, isRival: false },
    ];
    const axis = prepareValueAxis({ ...input, values: [0, 50], references });
    expect([axis.min, axis.max]).toEqual([-4, 104]);
  });

  it('ignores non-positive values on a logarithmic axis', () => {
    const { min, max } = prepareValueAxis({ ...input, values: [0, -1, 10, 1_000], isLog: true });
    expect(min).toBeCloseTo(10 / 100 ** 0.04, 9);
    expect(max).toBeCloseTo(1_000 * 100 ** 0.04, 9);
  });
});
