import { describe, expect, it } from 'vitest';
import { axisLimit } from './axis-limit.ts';

const curves = (...starts: readonly number[]) => starts.map((start) => ({ y: [Number.NaN, start, 1] }));
const mean = { label: 'Mean sample', y: 52, isTarget: false };
const pca = { label: 'PCA 32', y: 5, isTarget: true };

describe('axisLimit', () => {
  it('is a multiple of the cost of the mean sample', () => {
    expect(axisLimit({ curves: curves(20, 30), references: [mean, pca], isLog: true })).toBe(5_200);
    expect(axisLimit({ curves: curves(20, 30), references: [mean, pca], isLog: false })).toBe(520);
  });

  it('is a multiple of the cost of untrained networks if that is higher', () => {
    expect(axisLimit({ curves: curves(900, 900, 900), references: [mean], isLog: false })).toBe(9_000);
  });

  it('is not affected by up to three of four curves that start diverged', () => {
    expect(axisLimit({ curves: curves(1e30, 1e20, 20, 1e9), references: [], isLog: false })).toBe(200);
    expect(axisLimit({ curves: curves(1e30, 20, 30, 40, 1e9), references: [], isLog: false })).toBe(300);
  });

  it('is infinite if nothing determines the scale', () => {
    expect(axisLimit({ curves: [{ y: [] }, { y: [0, 0] }], references: [], isLog: true })).toBe(Number.POSITIVE_INFINITY);
  });
});
