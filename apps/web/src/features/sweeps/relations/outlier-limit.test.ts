import { describe, expect, it } from 'vitest';
import type { RunRow } from '#wire/run-row.ts';
import type { Measure } from './measure.ts';
import { outlierLimit } from './outlier-limit.ts';
import { relationRuns } from './relation-run.ts';

function row(index: number, lastValidationCost: number | null, change: Partial<RunRow> = {}): RunRow {
  return {
    ...{ id: `run ${index}`, sweep: 'sweep', kind: 'run', state: 'complete', wanted: 'run', attempt: 1, exitReason: null, step: 1 },
    ...{
      startedAt: 0,
      endedAt: 0,
      lastValidationCost,
      bestValue: lastValidationCost,
      bestValidationCost: lastValidationCost,
      lastTestCost: null,
      lastTrainCost: null,
      bestEpoch: null,
      bestTestCost: null,
    },
    ...{
      tags: [],
      archivedAt: null,
      ranking: null,
      trainingSeconds: 1,
      lastReconstructionEpoch: null,
      name: null,
      seed: 0,
      values: {},
      parameterCount: 1,
      totalSteps: 1,
    },
    ...{ createdAt: 0, number: index, configuration: index },
    ...change,
  };
}

const lastValidation: Measure = {
  ...{ metric: { at: 'last', part: 'validation', name: 'cost' }, key: 'validation.cost' },
  ...{ title: 'last validation cost', direction: 'minimise' },
};

const mean = row(0, 52, { id: 'mean', kind: 'baseline', number: null, values: { baseline: 'mean' } });

describe('outlierLimit', () => {
  it('is the cost of the mean sample', () => {
    expect(outlierLimit([row(0, 10), row(1, 1e35)], [mean], lastValidation)).toEqual({
      column: 'lastValidationCost',
      cost: 52,
      meaning: 'diverged, failed or no better than the mean',
    });
  });

  it('is the outer fence if no run beats the mean, or the sweep has no mean baseline', () => {
    const costs = [60, 61, 62, 63, 64, 65, 66, 67, 1e35];
    const runs = costs.map((cost, index) => row(index, cost));
    for (const baselines of [[mean], []]) {
      const limit = outlierLimit(runs, baselines, lastValidation);
      expect(limit.meaning).toBe('diverged or failed');
      expect(costs.filter((cost) => cost >= limit.cost)).toEqual([1e35]);
    }
  });

  it('is infinite for a few runs without the mean', () => {
    expect(outlierLimit([row(0, 10), row(1, 1e35)], [], lastValidation).cost).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('relationRuns', () => {
  const runs = [
    row(0, 10),
    row(1, 52),
    row(2, Number.NaN),
    row(3, null, { state: 'failed' }),
    row(4, 12, { state: 'failed' }),
    row(5, null, { state: 'waiting' }),
    row(6, 1e35),
  ];
  const outliersOf = (cost: number | null) =>
    relationRuns({
      runs,
      labels: new Map(),
      constants: {},
      measured: () => 1,
      limit: cost === null ? null : { column: 'lastValidationCost', cost },
    }).flatMap(({ number, isOutlier }) => (isOutlier ? [number] : []));

  it('marks runs that failed, diverged or are no better than the limit as outliers', () => {
    expect(outliersOf(52)).toEqual([1, 2, 3, 4, 6]);
    expect(outliersOf(Number.POSITIVE_INFINITY)).toEqual([2, 3, 4]);
  });

  it('marks no run as an outlier without a limit', () => {
    expect(outliersOf(null)).toEqual([]);
  });
});
