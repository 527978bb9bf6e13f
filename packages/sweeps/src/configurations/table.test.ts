import { latexText } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';
import { expect, it } from 'vitest';
import { summariseConfigurations } from './summarise.ts';
import { configurationsForCsv, configurationsForReading, differingParameters, type NumberedRun } from './table.ts';

const run = (number: number, configuration: number, values: NumberedRun['values'], cost: number): NumberedRun => ({
  ...{ kind: 'run', state: 'complete', number, configuration, seed: number, values, bestEpoch: number, trainingSeconds: 2 },
  ...{ bestValue: cost, bestValidationCost: cost, bestTestCost: cost + 1, lastTestCost: cost + 2 },
});
const summaries = summariseConfigurations([
  run(1, 1, { dimensions: '784-8', learningRate: 0.1, noise: 'none' }, 10),
  run(2, 1, { dimensions: '784-8', learningRate: 0.1, noise: 'none' }, 14),
  run(3, 2, { dimensions: '784-16', learningRate: 0.1, noise: 'none' }, 9.5),
]);

it('names only the parameters that differ', () => {
  expect(differingParameters(summaries)).toEqual(['dimensions']);
  expect(differingParameters(summaries.slice(0, 1))).toEqual([]);
  const conditional = summariseConfigurations([run(1, 1, { noise: 'none' }, 1), run(2, 2, { noise: 'masking', 'noise.level': 0.1 }, 1)]);
  expect(differingParameters(conditional)).toEqual(['noise', 'noise.level']);
});

it('writes every number in full for CSV, each in its own column', () => {
  const { columns, rows } = configurationsForCsv(summaries, ['dimensions']);
  expect(columns).toHaveLength(at(rows, 0).length);
  expect(rows).toEqual([
    ['#1 #2', '784-8', 2, 12, Math.sqrt(8), 13, Math.sqrt(8), 1, 2, 2],
    ['#3', '784-16', 1, 9.5, null, 10.5, null, 3, 3, 2],
  ]);
});

it('has only the test costs of the last epoch where no samples are held out for validation', () => {
  const none = { bestEpoch: null, bestValue: null, bestValidationCost: null, bestTestCost: null };
  const last = summariseConfigurations([{ ...run(1, 1, { dimensions: '784-8' }, 10), ...none }], { hasBest: false });
  expect(configurationsForReading(last, []).columns.map(({ title }) => title)).toEqual([
    'seeds',
    'test of the last epoch (mean ± s.d. over seeds)',
  ]);
  expect(configurationsForCsv(last, []).columns.map(({ title }) => title)).not.toContain('best validation cost, mean');
  expect(configurationsForCsv(last, []).rows).toEqual([['#1', 1, 12, null, 2]]);
});

it('names the metric that ranks the epochs where it is not the validation cost', () => {
  const ranking = { direction: 'maximise', part: 'validation', name: 'activeUnits' } as const;
  const ranked = summariseConfigurations([
    { ...run(1, 1, { dimensions: '784-8' }, 10), bestValue: 5 },
    { ...run(2, 1, { dimensions: '784-8' }, 14), bestValue: 7 },
  ]);
  expect(configurationsForCsv(ranked, [], ranking).columns.map(({ title }) => title)).toEqual([
    ...['runs', 'seeds', 'best validation active units, mean', 'best validation active units, s.d. over seeds'],
    ...['validation cost at best epoch, mean', 'validation cost at best epoch, s.d. over seeds'],
    ...['test cost at best epoch, mean', 'test cost at best epoch, s.d. over seeds', 'earliest best epoch', 'latest best epoch'],
    'training seconds, mean',
  ]);
  expect(configurationsForCsv(ranked, [], ranking).rows).toEqual([
    ['#1 #2', 2, 6, Math.sqrt(2), 12, Math.sqrt(8), 13, Math.sqrt(8), 1, 2, 2],
  ]);
  expect(configurationsForReading(ranked, [], ranking).columns[1]?.title).toBe('best validation active units (mean ± s.d. over seeds)');
  expect(configurationsForReading(ranked, [], ranking).rows[0]?.[1]).toBe('6.000 ± 1.414');
});

it('writes costs with common decimals for reading, and no deviation for a single seed', () => {
  const table = configurationsForReading(summaries, ['dimensions']);
  expect(table.rows).toEqual([
    ['784-8', '2', '12.000 ± 2.828', '13.000 ± 2.828', '1–2'],
    ['784-16', '1', '9.500', '10.500', '3'],
  ]);
  expect(latexText(table)).toContain('784-8 & 2 & 12.000 $\\pm$ 2.828 & 13.000 $\\pm$ 2.828 & 1--2 \\\\');
});
