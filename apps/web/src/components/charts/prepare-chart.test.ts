import { describe, expect, it } from 'vitest';
import type { Curve } from './curve.ts';
import { prepareChart } from './prepare-chart.ts';
import { prepareReadout } from './prepare-readout.ts';
import { prepareLegend, prepareValues } from './prepare-values.ts';

function curve(id: string, y: readonly number[]): Curve {
  const around = { low: y.map((value) => value - 1), high: y.map((value) => value + 2), meaning: 'extremes' } as const;
  return { id, label: `run ${id}`, colour: id, endLabel: `#${id}`, isDashed: false, x: y.map((_, index) => index + 1), y, around };
}

const input = {
  raw: [],
  references: [],
  unit: 'epoch',
  range: { from: 1, to: 3 },
  isLog: false,
  isClipped: false,
  fitsAll: false,
  hasPoints: false,
} as const;
const many = Array.from({ length: 13 }, (_, index) => curve(String(index), [20 + index, 10, 5]));

describe('prepareChart', () => {
  it('fits the part of a line inside the view', () => {
    const line = { ...curve('1', [51, 30, 11]), around: null };
    const { y } = prepareChart({ ...input, front: [line], range: { from: 1.5, to: 2.5 } });
    // From (30 + 11) / 2 to (51 + 30) / 2, and 4% of 20.
    expect([y.min, y.max]).toEqual([20.5 - 0.8, 40.5 + 0.8].map((value) => expect.closeTo(value, 9)));
  });

  it('fits the shaded extremes', () => {
    const { y, bands } = prepareChart({ ...input, front: [curve('1', [51, 30, 11])] });
    // From 11 − 1 to 51 + 2, and 4% of 43.
    expect([y.min, y.max]).toEqual([10 - 1.72, 53 + 1.72].map((value) => expect.closeTo(value, 9)));
    expect(bands).toMatchObject([{ id: '1', isResting: false }]);
  });

  it('uses only the values in view', () => {
    const { y } = prepareChart({ ...input, front: [{ ...curve('1', [1_000, 30, 20]), around: null }], range: { from: 2, to: 3 } });
    expect(y.max).toBeCloseTo(30.4, 9);
  });

  it('hides the raw lines and extremes of many runs until one is highlighted', () => {
    const { lines, bands, y } = prepareChart({ ...input, front: many, raw: many });
    expect(lines.filter(({ isFaint }) => isFaint).every(({ isResting }) => isResting)).toBe(true);
    expect(bands.every(({ isResting }) => isResting)).toBe(true);
    expect(lines.every(({ endLabel }) => endLabel === null)).toBe(true);
    expect(y.max).toBeCloseTo(32 + 0.04 * 27, 9);
  });
});

describe('stacked terms', () => {
  const term = (id: string, low: readonly number[], y: readonly number[]): Curve => ({
    ...curve(id, y),
    around: { low, high: y, meaning: 'term' },
  });
  const front = [term('loss', [0, 0, 0], [90, 80, 70]), term('divergence', [90, 80, 70], [115, 100, 85])];

  it('start at zero, and print the value of each term instead of the sum', () => {
    const plan = prepareChart({ ...input, front });
    expect([plan.y.min <= 0, plan.y.max > 115]).toEqual([true, true]);
    expect(prepareReadout(plan, { x: 3, y: 0 }).map(({ id, value }) => [id, value])).toEqual([
      ['divergence', 15],
      ['loss', 70],
    ]);
    expect(prepareValues(prepareLegend([plan]), [plan], 1).map(({ cells }) => cells)).toEqual([
      [{ value: '90.00', around: '', lowest: '70.00' }],
      [{ value: '25.00', around: '', lowest: '15.00' }],
    ]);
  });

  it('hide nothing on a logarithmic axis', () => {
    const { y } = prepareChart({ ...input, front, isLog: true });
    expect([y.hidden, y.min > 60]).toEqual([0, true]);
  });
});

describe('a chart with a diverged run', () => {
  const runs = [curve('good', [51, 30, 11]), curve('diverged', [52, 1e6, 1e30])].map((each) => ({ ...each, around: null }));

  it('fits the other runs, and marks where the diverged run leaves the axis', () => {
    const { y, marks } = prepareChart({ ...input, front: runs });
    expect(y.max).toBeLessThan(60);
    expect(y.far).toEqual(['diverged']);
    expect(marks).toEqual([{ id: 'diverged', colour: 'diverged', x: 2 }]);
  });

  it('fits all runs on request', () => {
    const { y, marks } = prepareChart({ ...input, front: runs, fitsAll: true });
    expect(y.max).toBeGreaterThan(1e30);
    expect(marks).toEqual([]);
  });
});

describe('a chart with nothing to draw', () => {
  const bare = { ...curve('1', [51, 30, 11]), around: null };

  it.each([
    [[], 'empty'],
    [[{ ...bare, x: [], y: [] }], 'empty'],
    [[{ ...bare, y: [Number.NaN, Number.NaN, Number.NaN] }], 'not finite'],
    [[{ ...bare, x: [7, 8, 9] }], 'out of view'],
    [[bare], null],
  ] as const)('has a reason (%#)', (front, gap) => {
    expect(prepareChart({ ...input, front }).gap).toBe(gap);
  });
});

describe('the readout of a chart', () => {
  const plan = prepareChart({ ...input, front: many });

  it('lists the eight lines nearest to the pointer, top line first', () => {
    expect(prepareReadout(plan, { x: 1.2, y: 40 }).map(({ y }) => y)).toEqual([32, 31, 30, 29, 28, 27, 26, 25]);
  });

  it('lists the value, the band and the lowest value of each line at a position', () => {
    const [row] = prepareValues(prepareLegend([plan, plan]), [plan, plan], 2.2);
    expect(row).toEqual({
      ...{ id: '0', label: 'run 0', colour: '0' },
      cells: Array.from({ length: 2 }, () => ({ value: '10.00', around: '9.00–12.00', lowest: '5.00' })),
    });
  });

  it('lists the last value of each line without a pointer', () => {
    expect(prepareValues(prepareLegend([plan]), [plan], null)[3]?.cells[0]?.value).toBe('5.000');
  });
});
