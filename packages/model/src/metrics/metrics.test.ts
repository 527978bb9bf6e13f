import { expect, it } from 'vitest';
import { isBetterEpoch, metricKeysOf, metricKeyText, metricTable, metricTitle, metricValue } from './index.ts';

it('has names that a filter parses as one word', () => {
  for (const [name, { parts }] of Object.entries(metricTable)) {
    expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
    expect(parts.length).toBeGreaterThan(0);
  }
  expect(metricKeyText({ part: 'validation', name: 'cost' })).toBe('validation.cost');
});

it('distinguishes a metric that was not recorded from one that was not finite', () => {
  const metrics = { train: { cost: Number.NaN } };
  expect(metricValue(metrics, { part: 'train', name: 'cost' })).toBeNaN();
  expect(metricValue(metrics, { part: 'train', name: 'batchCost' })).toBeNull();
  expect(metricValue(metrics, { part: 'test', name: 'cost' })).toBeNull();
});

it('lists the metrics that epochs have in the order of the table, then of the parts, and unknown ones last', () => {
  const epochs = [
    { metrics: { test: { loss: 1, cost: 2 }, train: { cost: 1 } } },
    { metrics: { train: { batchCost: 3 }, validation: { beta: 1, cost: 1 } } },
  ];
  expect(metricKeysOf(epochs).map(metricKeyText)).toEqual([
    'train.batchCost',
    'train.cost',
    'validation.cost',
    'test.cost',
    'validation.beta',
    'test.loss',
  ]);
  expect(metricKeysOf(epochs).map(metricTitle).slice(0, 2)).toEqual(['last batch', 'train cost']);
  expect(metricTitle({ part: 'test', name: 'loss' })).toBe('test loss');
});

it.each([
  [3, null, true],
  [3, 4, true],
  [3, 3, false],
  [4, 3, false],
  [Number.NaN, null, false],
  [Number.NaN, 3, false],
  [Number.POSITIVE_INFINITY, null, false],
  [Number.NEGATIVE_INFINITY, 3, false],
  [null, null, false],
])('decides whether an epoch is better: %s after %s is %s', (value, best, isBetter) => {
  expect(isBetterEpoch(value, best, { direction: 'minimise' })).toBe(isBetter);
  const negated = (number: number | null) => (number === null ? null : -number);
  expect(isBetterEpoch(negated(value), negated(best), { direction: 'maximise' })).toBe(isBetter);
});
