import { expect, it } from 'vitest';
import { axisTitle, chosenMetric, drawnMetrics, metricWords } from './drawn-metrics.ts';

const epoch = (train: Readonly<Record<string, number>>) => ({ epoch: 1, step: 10, seconds: 1, endedAt: 0, metrics: { train } });

it('offers what the steps of any run record, in the order of the table, without sums over a batch', () => {
  const runs = [[epoch({ batchCost: 9, cost: 1 })], [epoch({ kl: 2, objective: 3, cost: 1 })], undefined, []];
  expect(drawnMetrics(runs)).toEqual(['cost', 'objective', 'kl']);
  expect(drawnMetrics([undefined])).toEqual(['cost']);
});

it('falls back to the cost where no run has the chosen metric', () => {
  expect(chosenMetric('kl', ['cost', 'kl'])).toBe('kl');
  expect(chosenMetric('kl', ['cost'])).toBe('cost');
  expect(metricWords('kl')).toBe('KL');
  expect(['cost', 'kl', 'objective'].map(axisTitle)).toEqual(['cost per sample', 'KL per sample, in nats', 'objective per sample']);
});
