import { describe, expect, it } from 'vitest';
import { prepareValueAxis } from './prepare-value-axis.ts';

const input = { title: 'cost', references: [], isLog: false, isClipped: false, limit: Number.POSITIVE_INFINITY, fitsAll: false } as const;

const one = (values: readonly number[]) => ({ ...input, drawn: [{ id: 'a', values }] });

describe('prepareValueAxis', () => {
  it('fits every value, with 4% padding', () => {
    expect(prepareValueAxis(one([10, 60, Number.NaN]))).toMatchObject({ min: 8, max: 62, clipped: 0 });
  });

  it('clips the outermost 2.5% on both sides, and counts them', () => {
    // Of 80 values, ⌊0.025 × 80⌋ = 2 on each side.
    const values = [0, 1, ...Array.from({ length: 75 }, () => 50), 70, 1_000, 2_000];
    const axis = prepareValueAxis({ ...one(values), isClipped: true });
    expect([axis.min, axis.max]).toEqual([50 - 0.8, 70 + 0.8]);
    expect(axis.clipped).toBe(4);
  });

  it('clips nothing if there are few values', () => {
    expect(prepareValueAxis({ ...one([1, 50, 51, 900]), isClipped: true }).clipped).toBe(0);
  });

  it('fits references that a run should beat at any distance, and other references only if they are near', () => {
    const references = [
      { label: 'PCA', y: 100, isTarget: true },
      { label: 'mean', y: 1_000, isTarget: false },
    ];
    const axis = prepareValueAxis({ ...one([0, 50]), references });
    expect([axis.min, axis.max]).toEqual([-4, 104]);
  });

  it('omits non-positive values from a logarithmic axis, and counts them', () => {
    const { min, max, hidden } = prepareValueAxis({ ...one([0, -1, 10, 1_000]), isLog: true });
    expect(hidden).toBe(2);
    expect(min).toBeCloseTo(10 / 100 ** 0.04, 9);
    expect(max).toBeCloseTo(1_000 * 100 ** 0.04, 9);
  });

  it('falls back to a linear axis if a logarithmic one would show no value', () => {
    const axis = prepareValueAxis({ ...one([0, 0]), isLog: true });
    expect(axis).toMatchObject({ isLog: false, isFallback: true, hidden: 0 });
    expect(axis.min).toBeLessThan(0);
    expect(axis.labels.length).toBeGreaterThan(1);
    expect(prepareValueAxis({ ...one([]), isLog: true })).toMatchObject({ isLog: true, isFallback: false });
  });

  it('fits a value that equals the limit', () => {
    expect(prepareValueAxis({ ...one([10, 60]), limit: 60 })).toMatchObject({ min: 8, max: 62, far: [] });
  });

  it('does not fit curves beyond the limit, unless it fits all', () => {
    const drawn = [
      { id: 'a', values: [50, 10] },
      { id: 'b', values: [50, 60, 1e30] },
    ];
    const axis = prepareValueAxis({ ...input, drawn, limit: 500 });
    expect([axis.min, axis.max]).toEqual([8, 62]);
    expect(axis).toMatchObject({ far: ['b'], clipped: 0 });
    expect(prepareValueAxis({ ...input, drawn, limit: 500, fitsAll: true })).toMatchObject({
      far: ['b'],
      max: expect.closeTo(1.04e30, -28),
    });
  });

  it('fits the values if all are beyond the limit', () => {
    expect(prepareValueAxis({ ...one([1e6, 2e6]), limit: 500 })).toMatchObject({ far: [], max: 2.04e6 });
  });

  it('has at most twelve labels for any range', () => {
    const { ticks, labels } = prepareValueAxis({ ...one([1e-30, 1e36]), isLog: true });
    expect(labels.length).toBeLessThanOrEqual(20);
    expect(new Set(labels).size).toBe(ticks.length);
    expect(Math.max(...labels.map((label) => label.length))).toBeLessThanOrEqual(6);
  });
});
