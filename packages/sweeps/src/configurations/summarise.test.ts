import { expect, it } from 'vitest';
import { type ConfiguredRun, sharedValue, summariseConfigurations } from './summarise.ts';

const run = (configuration: number | null, seed: number, change: Partial<ConfiguredRun> = {}): ConfiguredRun => ({
  kind: configuration === null ? 'baseline' : 'run',
  state: 'complete',
  configuration,
  seed,
  values: { learningRate: 0.1, epochs: 3 },
  bestEpoch: 2,
  bestValue: 10,
  bestValidationCost: 10,
  bestTestCost: 11,
  lastTestCost: 12,
  trainingSeconds: 4,
  ...change,
});

it('summarises the seeds of each configuration, without baselines', () => {
  const summaries = summariseConfigurations([
    run(null, 0),
    run(7, 0, { bestValue: 10, bestValidationCost: 10, bestTestCost: 12, bestEpoch: 5 }),
    run(3, 0),
    run(7, 1, { bestValue: 14, bestValidationCost: 14, bestTestCost: 18, bestEpoch: 2, trainingSeconds: 6 }),
  ]);
  expect(summaries.map(({ configuration, runs }) => [configuration, runs.map(({ seed }) => seed)])).toEqual([
    [7, [0, 1]],
    [3, [0]],
  ]);
  // Means 12 and 15; deviations √8 and √18, with n − 1.
  expect(summaries[0]).toMatchObject({
    validation: { mean: 12, deviation: Math.sqrt(8), count: 2 },
    test: { mean: 15, deviation: Math.sqrt(18), count: 2 },
    bestEpochs: [2, 5],
    trainingSeconds: { mean: 5, count: 2 },
  });
  expect(summaries[1]).toMatchObject({ validation: { mean: 10, deviation: null, count: 1 } });
});

it('leaves out failed runs and runs without a cost, and lists both', () => {
  const [summary] = summariseConfigurations([
    run(1, 0),
    run(1, 1, { state: 'failed', bestValue: 1, bestValidationCost: 1 }),
    run(1, 2, { state: 'waiting', bestValue: null, bestValidationCost: null, bestTestCost: null, bestEpoch: null }),
  ]);
  expect(summary).toMatchObject({ validation: { mean: 10, deviation: null, count: 1 }, bestEpochs: [2, 2] });
  expect(summary?.runs).toHaveLength(3);
  expect(summariseConfigurations([run(1, 0, { bestValue: null, bestValidationCost: null, bestEpoch: null })])[0]).toMatchObject({
    validation: { mean: null, deviation: null, count: 0 },
    bestEpochs: null,
  });
});

it('counts runs by the metric that ranks them, whether or not they have validation costs', () => {
  const ranked = { bestValue: 3, bestValidationCost: null };
  expect(summariseConfigurations([run(1, 0, ranked), run(1, 1, { ...ranked, bestValue: 5 })])[0]).toMatchObject({
    counted: 2,
    ranked: { mean: 4, deviation: Math.sqrt(2), count: 2 },
    validation: { mean: null, count: 0 },
    test: { mean: 11, count: 2 },
  });
});

it('counts the last epoch where no epoch is the best', () => {
  const none = { bestValue: null, bestValidationCost: null, bestTestCost: null, bestEpoch: null };
  const [summary] = summariseConfigurations([run(1, 0, none), run(1, 1, { ...none, lastTestCost: 14 })], { hasBest: false });
  expect(summary).toMatchObject({
    counted: 2,
    validation: { mean: null, count: 0 },
    test: { mean: 13, deviation: Math.sqrt(2), count: 2 },
    bestEpochs: null,
  });
});

it('has no shared value if one seed was extended', () => {
  const [summary] = summariseConfigurations([run(1, 0), run(1, 1, { values: { learningRate: 0.1, epochs: 9 } })]);
  expect(summary && [sharedValue(summary, 'learningRate'), sharedValue(summary, 'epochs')]).toEqual([0.1, undefined]);
});
