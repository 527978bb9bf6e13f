import { describe, expect, it } from 'vitest';
import { prepareHeatmap } from './prepare-heatmap.ts';
import { relationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';

function run(id: string, values: RelationRun['values'], measured: number | null): RelationRun {
  return { id, label: id, number: 1, configuration: 1, values, measured, isOutlier: false, hasEnded: true };
}

const runs = [
  run('a', { depth: 1, rate: 0.1 }, 20),
  run('b', { depth: 1, rate: 0.1 }, 24),
  run('c', { depth: 1, rate: 0.2 }, 40),
  run('d', { depth: 2, rate: 0.1 }, 10),
  run('e', { depth: 2, rate: 0.2 }, null),
];
const measure = { direction: 'minimise' } as const;
const axes = { x: relationAxis('rate', runs), y: relationAxis('depth', runs) };

describe('prepareHeatmap', () => {
  it('puts high numbers at the top, and keeps every run in its cell', () => {
    const { columns, rows } = prepareHeatmap({ measure, runs, ...axes, statistic: 'best' });
    expect(columns).toEqual(['0.1', '0.2']);
    expect(rows.map(({ label, cells }) => [label, cells.map((cell) => cell.runs)])).toEqual([
      ['2', [['d'], ['e']]],
      ['1', [['a', 'b'], ['c']]],
    ]);
  });

  it.each([
    [
      'best',
      [
        [10, null],
        [20, 40],
      ],
    ],
    [
      'mean',
      [
        [10, null],
        [22, 40],
      ],
    ],
    // √((2² + 2²)/(2 − 1)); a single run has no standard deviation.
    [
      'spread',
      [
        [null, null],
        [Math.sqrt(8), null],
      ],
    ],
  ] as const)('gives the %s of each cell', (statistic, expected) => {
    const { rows } = prepareHeatmap({ measure, runs, ...axes, statistic });
    expect(rows.map(({ cells }) => cells.map(({ value }) => value))).toEqual(expected);
  });

  it('colours costs by their logarithm', () => {
    const { rows } = prepareHeatmap({ measure, runs, ...axes, statistic: 'best' });
    // 20 is halfway from 10 to 40 on the logarithmic scale.
    expect(rows.map(({ cells }) => cells.map(({ fraction }) => fraction))).toEqual([
      [0, null],
      [expect.closeTo(0.5, 9), 1],
    ]);
  });

  it('counts the runs with a cost, and writes costs with common decimals', () => {
    const { rows } = prepareHeatmap({ measure, runs, ...axes, statistic: 'mean' });
    expect(rows.map(({ cells }) => cells.map(({ n, text }) => `${text} of ${n}`))).toEqual([
      ['10.00 of 1', '– of 0'],
      ['22.00 of 2', '40.00 of 1'],
    ]);
  });
});

it('excludes outliers from every statistic and colour, and counts them', () => {
  const bad = { ...run('f', { depth: 1, rate: 0.2 }, 1e35), isOutlier: true };
  const failed = { ...run('g', { depth: 2, rate: 0.2 }, null), isOutlier: true };
  const { rows, scale } = prepareHeatmap({ measure, runs: [...runs, bad, failed], ...axes, statistic: 'mean' });
  expect([scale.best, scale.worst]).toEqual([10, 40]);
  expect(rows.map(({ cells }) => cells.map(({ text, n, outliers }) => [text, n, outliers]))).toEqual([
    [
      ['10.00', 1, 0],
      ['outlier', 0, 1],
    ],
    [
      ['22.00', 2, 0],
      ['40.00', 1, 1],
    ],
  ]);
});
