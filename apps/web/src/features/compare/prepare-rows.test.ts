import { at } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import type { RunRow } from '#wire/run-row.ts';
import { arrangeRows } from './arrange-rows.ts';
import { prepareRows } from './prepare-rows.ts';
import { prepareTimeline } from './prepare-timeline.ts';
import type { RecordedEpoch } from './recorded-epoch.ts';
import { rowCost } from './row-cost.ts';

function run(index: number, seed: number, values: Readonly<Record<string, number | string>>): RunRow {
  return {
    ...{ id: `run${index}`, sweep: 'sweep', kind: 'run', state: 'complete', wanted: 'run', attempt: 1, exitReason: null, step: 0 },
    ...{
      startedAt: null,
      endedAt: null,
      lastValidationCost: 10 - index,
      bestValue: null,
      bestValidationCost: null,
      bestTestCost: null,
      bestEpoch: null,
      ranking: null,
      lastTestCost: null,
      lastTrainCost: null,
    },
    ...{
      trainingSeconds: index,
      lastReconstructionEpoch: 2,
      tags: [],
      archivedAt: null,
      name: null,
      seed,
      values,
      parameterCount: 1,
      totalSteps: 1,
      createdAt: 0,
      number: index + 1,
      configuration: index + 1,
    },
  };
}

function recordedEpochs(meanCost: number): readonly RecordedEpoch[] {
  const shared = { probeSet: 'probes', atlasColumns: 10, low: 0, high: 1, clippedPixels: 0, samples: 100, costDeviation: 1 };
  return [1, 2].map((epoch) => ({ ...shared, epoch, meanCost: meanCost + (2 - epoch) }));
}

const runs = [
  run(0, 0, { dimensions: '784-256-32', learningRate: 0.01, epochs: 2 }),
  run(1, 1, { dimensions: '784-256-32', learningRate: 0.01, epochs: 2 }),
  run(2, 0, { dimensions: '784-64-8', learningRate: 0.001, epochs: 2 }),
  run(3, 1, { dimensions: '784-64-8', learningRate: 0.001, epochs: 2 }),
];
const recorded = new Map(runs.map(({ id }, index) => [id, recordedEpochs(at([10, 14, 30, 30], index))]));
const timeline = prepareTimeline({
  runs,
  epochs: new Map(runs.map(({ id }) => [id, [1, 2]])),
  alignment: 'epoch',
  wanted: null,
});
const input = { runs, baselines: [], varying: ['dimensions', 'learningRate', 'seed'], recorded, timeline, collapsesSeeds: false };
const costOf = (row: Parameters<typeof rowCost>[0]) => rowCost(row, new Map(), { samples: null, over: 'seed' });
const keys = (rows: readonly { readonly key: string }[]) => rows.map(({ key }) => key);

describe('rows', () => {
  it('are runs at the chosen epoch', () => {
    const { runs: rows } = prepareRows(input);
    expect(rows.map(({ label }) => label.replaceAll('\u00a0', ' '))).toEqual([
      '784-256-32 · lr 0.01 · seed 0',
      '784-256-32 · lr 0.01 · seed 1',
      '784-64-8 · lr 0.001 · seed 0',
      '784-64-8 · lr 0.001 · seed 1',
    ]);
    expect(rows.map(({ members }) => members[0]?.shown?.epoch)).toEqual([2, 2, 2, 2]);
  });

  it('are configurations with the mean and the spread of their seeds', () => {
    const { runs: rows } = prepareRows({ ...input, collapsesSeeds: true });
    expect(rows.map(({ key, kind, label }) => [key, kind, label.replaceAll('\u00a0', ' ')])).toEqual([
      ['seeds-run0', 'seeds', '784-256-32 · lr 0.01'],
      ['seeds-run2', 'seeds', '784-64-8 · lr 0.001'],
    ]);
    // 10 and 14: mean 12, standard deviation √8 with n − 1.
    expect(rows.map(costOf)).toEqual([
      { mean: 12, deviation: Math.sqrt(8), count: 2, over: 'seed' },
      { mean: 30, deviation: 0, count: 2, over: 'seed' },
    ]);
  });

  it('report what is missing', () => {
    const { runs: rows } = prepareRows({
      ...input,
      recorded: new Map([
        ['run0', []],
        ['run1', recordedEpochs(14)],
        ['run2', recordedEpochs(30)],
      ]),
    });
    expect(rows.map(({ mark, isLoading }) => [mark, isLoading])).toEqual([
      ['nothing recorded yet', false],
      [null, false],
      [null, false],
      [null, true],
    ]);
  });
});

describe('the order of rows', () => {
  const { runs: rows } = prepareRows(input);
  const arrange = (sort: string, descending = false, group = '') => arrangeRows({ rows, sort, descending, group, costOf });
  it.each([
    ['listed', false, ['run0', 'run1', 'run2', 'run3']],
    ['cost', false, ['run0', 'run1', 'run2', 'run3']],
    ['cost', true, ['run2', 'run3', 'run1', 'run0']],
    ['validation', false, ['run3', 'run2', 'run1', 'run0']],
    ['learningRate', false, ['run2', 'run3', 'run0', 'run1']],
    ['seed', false, ['run0', 'run2', 'run1', 'run3']],
    // Layers sort numerically: 64 before 256.
    ['dimensions', false, ['run2', 'run3', 'run0', 'run1']],
  ])('by %s, descending %s, is %j', (sort, descending, expected) => {
    expect(keys(arrange(sort, descending).flatMap((group) => group.rows))).toEqual(expected);
  });

  it('applies within groups by a parameter', () => {
    expect(arrange('cost', true, 'seed').map((group) => [group.title, keys(group.rows)])).toEqual([
      ['seed 0', ['run2', 'run0']],
      ['seed 1', ['run3', 'run1']],
    ]);
  });
});

describe('the cost of a row', () => {
  it('has no deviation over seeds for a single seed, although its samples have one', () => {
    for (const row of [...prepareRows({ ...input, runs: [], baselines: runs.slice(0, 1) }).baselines, prepareRows(input).runs[0]]) {
      expect(row && rowCost(row, new Map(), { samples: null, over: 'seed' })).toMatchObject({ deviation: null, count: 1, over: 'seed' });
      expect(row && rowCost(row, new Map(), { samples: null, over: 'sample' })).toMatchObject({
        deviation: expect.any(Number),
        over: 'sample',
      });
    }
  });

  const costs = new Map([
    ['run0', [1, 2, 6]],
    ['run1', [3, 4, null]],
  ]);
  it('averages only over the filtered samples', () => {
    const [first] = prepareRows(input).runs;
    expect(first && rowCost(first, costs, { samples: [0, 2], over: 'sample' })).toEqual({
      mean: 3.5,
      deviation: Math.sqrt(12.5),
      count: 2,
      over: 'sample',
    });
  });

  it('is the mean over seeds of their means over the shown samples', () => {
    const [first] = prepareRows({ ...input, collapsesSeeds: true }).runs;
    // Mean and deviation of 3.5 and 3.
    expect(first && rowCost(first, costs, { samples: [0, 2], over: 'seed' })).toEqual({
      mean: 3.25,
      deviation: Math.sqrt(0.125),
      count: 2,
      over: 'seed',
    });
  });
});
