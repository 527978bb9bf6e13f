import { describe, expect, it } from 'vitest';
import type { Measure } from './measure.ts';
import { prepareCodeSize } from './prepare-code-size.ts';
import { prepareScatter } from './prepare-scatter.ts';
import type { RelationRun } from './relation-run.ts';

function run(index: number, values: RelationRun['values'], measured: number | null): RelationRun {
  return {
    id: `run ${index}`,
    label: `label ${index}`,
    number: index + 1,
    configuration: index + 1,
    values,
    measured,
    isOutlier: false,
    hasEnded: true,
  };
}

/** The test cost of the last epoch, under a short title. */
const measure: Measure = { metric: { at: 'last', part: 'test', name: 'cost' }, key: 'test.cost', title: 'cost', direction: 'minimise' };

const runs = [
  run(0, { codeSize: 8, parameterCount: 1_000, family: 'dense' }, 30),
  run(1, { codeSize: 8, parameterCount: 9_000, family: 'dense' }, 28),
  run(2, { codeSize: 16, parameterCount: 4_000, family: 'dense' }, 22),
  run(3, { codeSize: 16, parameterCount: 5_000, family: 'convolutional' }, 25),
  run(4, { codeSize: 32, parameterCount: 2_000, family: 'dense' }, null),
];
const pca = [16, 8].map(
  (codeSize): RelationRun => ({
    id: `pca ${codeSize}`,
    label: `PCA ${codeSize}`,
    number: null,
    configuration: null,
    values: { codeSize, parameterCount: 800 },
    measured: 240 / codeSize,
    ...{ isOutlier: false, hasEnded: true },
  }),
);

describe('prepareScatter', () => {
  const plan = prepareScatter({ runs, baselines: pca, key: 'parameterCount', measure, selected: ['run 3'] });

  it('finds the runs that no other run beats on both axes, ignoring baselines', () => {
    expect(plan.front).toEqual(['run 0', 'run 2']);
    expect(plan.lines[0]?.points).toEqual([
      { x: 1_000, y: 30 },
      { x: 4_000, y: 22 },
    ]);
  });

  it('emphasises the front and the selected runs, and omits runs without a value', () => {
    const own = plan.points.filter(({ isBaseline }) => !isBaseline);
    expect(own.map(({ id, isProminent, name }) => [id, isProminent, name])).toEqual([
      ['run 0', true, '#1'],
      ['run 1', false, null],
      ['run 2', true, '#3'],
      ['run 3', true, null],
    ]);
    expect(own[0]).toMatchObject({ label: '#1 label 0', details: 'parameters 1000 · cost 30.00' });
  });

  it('finds the front of a measure of which higher values are better, and none without a preferred direction', () => {
    const plotted = (direction: Measure['direction']) =>
      prepareScatter({ runs, baselines: [], key: 'parameterCount', measure: { ...measure, direction }, selected: [] });
    expect(plotted('maximise').front).toEqual(['run 0']);
    expect(plotted('none').front).toEqual([]);
    expect(plotted('none').points).toHaveLength(4);
  });

  it('fits the baselines, with logarithmic axes for numbers that span a factor of ten', () => {
    expect(plan.x.isLog).toBe(true);
    expect(plan.x.min).toBeLessThan(800);
    expect(plan.y.min).toBeLessThan(15);
  });
});

describe('prepareCodeSize', () => {
  it('draws the best run of each family at each code size, and PCA at its code size', () => {
    const { lines, points, x } = prepareCodeSize({ runs, pca, measure });
    expect(lines.map(({ label, points: along }) => [label, along.map(({ x: size, y }) => [size, y])])).toEqual([
      [
        'PCA',
        [
          [8, 30],
          [16, 15],
        ],
      ],
      [
        'dense, best',
        [
          [8, 28],
          [16, 22],
        ],
      ],
      ['convolutional, best', [[16, 25]]],
    ]);
    expect(points.filter(({ isProminent }) => isProminent).map(({ id }) => id)).toEqual(['run 1', 'run 2', 'run 3']);
    expect(x.ticks.map(({ label }) => label)).toEqual(['8', '16', '32']);
  });
});

describe('outliers', () => {
  const bad = { ...run(5, { codeSize: 8, parameterCount: 10, family: 'dense' }, 1e35), isOutlier: true };
  const failed = { ...run(6, { codeSize: 16, parameterCount: 20, family: 'dense' }, null), isOutlier: true };
  const all = [...runs, bad, failed];

  it.each([
    ['scatter', () => prepareScatter({ runs: all, baselines: pca, key: 'parameterCount', measure, selected: [] })],
    ['code size', () => prepareCodeSize({ runs: all, pca, measure })],
  ] as const)('are at the upper edge of the %s, whose axis fits the others', (_, prepare) => {
    const { y, points } = prepare();
    expect(y.max).toBeLessThan(40);
    const outliers = points.filter(({ isOutlier }) => isOutlier);
    expect(outliers.map(({ id, y: place, details }) => [id, place === y.max, details.split(' · ').at(-1)])).toEqual([
      ['run 5', true, 'cost 1.000e35'],
      ['run 6', true, 'failed without a value'],
    ]);
  });

  it('are not on the front, however few parameters they have', () => {
    expect(prepareScatter({ runs: all, baselines: [], key: 'parameterCount', measure, selected: [] }).front).toEqual(['run 0', 'run 2']);
  });
});
