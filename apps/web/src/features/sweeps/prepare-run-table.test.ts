import { describe, expect, it } from 'vitest';
import { parameterOf } from '#lib/parameter-of.ts';
import type { RunRow } from '#wire/run-row.ts';
import { prepareRunTable } from './prepare-run-table.ts';
import { runColumns } from './run-columns.tsx';

const row: RunRow = {
  id: 'a',
  sweep: 's',
  kind: 'run',
  state: 'complete',
  wanted: 'run',
  attempt: 1,
  exitReason: null,
  step: 10,
  startedAt: 1,
  endedAt: 2,
  lastValidationCost: 14.25,
  ranking: null,
  bestValue: 14.25,
  bestValidationCost: 14.25,
  bestTestCost: 14.5,
  bestEpoch: 3,
  lastTestCost: 14,
  lastTrainCost: 15,
  trainingSeconds: 1,
  lastReconstructionEpoch: 1,
  tags: [],
  archivedAt: null,
  name: null,
  seed: 3,
  values: { dimensions: '784-32', learningRate: 0.1, codeSize: 32, depth: 1, width: 32 },
  parameterCount: 1,
  totalSteps: 10,
  createdAt: 0,
  number: 1,
  configuration: 1,
};
const pca: RunRow = {
  ...row,
  id: 'p',
  kind: 'baseline',
  values: { baseline: 'pca', codeSize: 32 },
  lastValidationCost: 13.414,
  bestValidationCost: 13.414,
  number: null,
  configuration: null,
};
const plan = (rows: readonly RunRow[], varying: readonly string[] = [], constants = {}) => prepareRunTable({ rows, varying, constants });

describe('prepareRunTable', () => {
  it('compares a run with PCA of its code size, even if all runs share that size', () => {
    const { codeSize: _, ...values } = row.values;
    const rows = [pca, row, { ...row, id: 'b', values: { ...row.values, codeSize: 8 } }];
    expect(plan(rows).runs.map(({ referenceCost }) => referenceCost)).toEqual([13.414, null]);
    expect(plan([pca, { ...row, values }], [], { codeSize: 32 }).runs[0]?.referenceCost).toBe(13.414);
  });

  it('compares every run with a chosen run', () => {
    const other = { ...row, id: 'b', bestValidationCost: 12 };
    const { runs, reference } = prepareRunTable({ rows: [pca, row, other], varying: [], constants: {}, reference: 'b' });
    expect([reference?.id, runs.map(({ referenceCost }) => referenceCost)]).toEqual(['b', [12, 12]]);
    expect(prepareRunTable({ rows: [pca, row], varying: [], constants: {}, reference: 'gone' }).reference).toBeNull();
  });

  it('judges runs by their last test cost where no samples are held out for validation', () => {
    const none = { bestValidationCost: null, bestTestCost: null, bestEpoch: null, lastValidationCost: null };
    const { runs, decimals } = prepareRunTable({
      rows: [
        { ...pca, ...none, lastTestCost: 13 },
        { ...row, ...none },
      ],
      ...{ varying: [], constants: {}, hasBest: false },
    });
    expect(runs[0]).toMatchObject({ judgedCost: 14, referenceCost: 13 });
    expect(decimals).toBeGreaterThan(0);
  });

  it('has the values of the metric that ranks the runs beside their costs, and compares the costs', () => {
    const ranking = { direction: 'maximise', part: 'validation', name: 'activeUnits' } as const;
    const ranked = prepareRunTable({ rows: [pca, { ...row, ranking, bestValue: 7 }], varying: [], constants: {}, ranking });
    expect(ranked).toMatchObject({ hasBest: true, hasValidation: true, ranking });
    expect(ranked.runs[0]).toMatchObject({ bestValue: 7, judgedCost: 14.25, referenceCost: 13.414 });
    expect(runColumns(ranked).map(({ header }) => header)).toEqual([
      ...['best validation active units', 'best epoch', 'validation at best', 'test at best', 'against PCA'],
      ...['train', 'state', 'steps', 'training time'],
    ]);
    expect(
      runColumns(plan([row]))
        .map(({ header }) => header)
        ?.slice(0, 3),
    ).toEqual(['best validation', 'best epoch', 'test at best']);
  });

  it('compares test costs at the best epoch where a metric of training ranks the runs and none is held out', () => {
    const none = { bestValidationCost: null, lastValidationCost: null };
    const ranking = { direction: 'minimise', part: 'train', name: 'cost' } as const;
    const rows = [
      { ...pca, ...none, bestTestCost: null, bestEpoch: null, lastTestCost: 13 },
      { ...row, ...none, ranking, bestTestCost: 12 },
    ];
    const { runs, hasValidation } = prepareRunTable({ rows, varying: [], constants: {}, ranking });
    expect([hasValidation, runs[0]?.judgedCost, runs[0]?.referenceCost]).toEqual([false, 12, 13]);
  });

  it('omits depth and width if the dimensions are shown', () => {
    const keys = (varying: readonly string[]) => plan([row], varying).parameters.map(({ key }) => key);
    expect(keys(['dimensions', 'depth', 'width', 'codeSize'])).toEqual(['dimensions', 'codeSize']);
    expect(keys(['depth', 'width'])).toEqual(['depth', 'width']);
  });

  it('aligns a column as numbers only if every run has a number', () => {
    const rows = [row, { ...row, values: { ...row.values, learningRate: 'none' } }];
    expect(plan(rows, ['learningRate', 'seed']).parameters.map(({ isNumeric }) => isNumeric)).toEqual([false, true]);
  });

  it('shows columns of the last costs once a run was better before its end', () => {
    expect(plan([row]).hasLast).toBe(false);
    expect(plan([row, { ...row, bestValidationCost: 12 }]).hasLast).toBe(true);
    // They stay until the page is opened again.
    expect(prepareRunTable({ rows: [row], varying: [], constants: {}, wasLive: true }).hasLast).toBe(true);
  });

  it('formats all costs with the decimals that the smallest needs', () => {
    expect(plan([row, { ...row, bestTestCost: 0.12 }]).decimals).toBeGreaterThan(plan([row]).decimals);
  });

  it('finds a parameter in the values, and the seed separately', () => {
    expect([parameterOf(row, 'learningRate'), parameterOf(row, 'seed'), parameterOf(row, 'noise')]).toEqual([0.1, 3, undefined]);
  });
});
