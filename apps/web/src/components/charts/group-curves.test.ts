import { describe, expect, it } from 'vitest';
import { type GroupedCurve, groupCurves } from './group-curves.ts';

function curve(id: string, group: string, points: readonly (readonly [number, number])[]): GroupedCurve {
  return {
    ...{ id, group, label: `${group} seed ${id}`, groupLabel: group, colour: id, endLabel: `#${id}`, isDashed: false, around: null },
    x: points.map(([x]) => x),
    y: points.map(([, y]) => y),
  };
}

const first = curve('1', 'a', [
  [1, 10],
  [2, 8],
  [3, 6],
]);
const second = curve('2', 'a', [
  [1, 14],
  [2, 8],
  [3, Number.NaN],
]);

describe('groupCurves', () => {
  it('returns each curve unchanged for the spread `each`', () => {
    const curves = [first, second];
    expect(groupCurves(curves, 'each')).toBe(curves);
  });

  it.each([
    // Means 12, 8, 6; √((2² + 2²)/(2−1)) = √8. Of the third point there is one value, which has no deviation.
    ['sd', [12 - Math.sqrt(8), 8, Number.NaN], [12 + Math.sqrt(8), 8, Number.NaN]],
    // √8/√2 = 2
    ['se', [10, 8, Number.NaN], [14, 8, Number.NaN]],
    ['range', [10, 8, 6], [14, 8, 6]],
  ] as const)('draws the mean with its %s', (spread, low, high) => {
    const [mean, ...others] = groupCurves([first, second], spread);
    expect(others).toEqual([]);
    expect(mean).toMatchObject({ id: '1', label: 'a · 2 seeds', endLabel: '#1 ×2', x: [1, 2, 3], y: [12, 8, 6] });
    const close = (values: readonly number[]) => values.map((value) => (Number.isNaN(value) ? value : expect.closeTo(value, 9)));
    expect(mean?.around).toMatchObject({ low: close(low), high: close(high) });
  });

  it('interpolates members, up to half a step beyond their ends', () => {
    const fine = curve('1', 'a', [
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 0],
    ]);
    // Its values at 1, 2 and 3 are 2, 4 and 6. 0 and 4 are half a step beyond its ends.
    const coarse = curve('2', 'a', [
      [1, 2],
      [3, 6],
    ]);
    expect(groupCurves([fine, coarse], 'sd')[0]?.y).toEqual([1, 1, 2, 3, 3]);
    const shorter = curve('2', 'a', [
      [0, 2],
      [1, 2],
    ]);
    expect(groupCurves([fine, shorter], 'sd')[0]?.y).toEqual([1, 1, 0, 0, 0]);
  });

  it('keeps groups apart, and a single member with its own label', () => {
    const curves = groupCurves([first, curve('3', 'b', [[1, 1]]), second], 'sd');
    expect(curves.map(({ label }) => label)).toEqual(['a · 2 seeds', 'b seed 3']);
  });
});
