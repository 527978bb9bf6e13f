import { expect, it } from 'vitest';
import type { EpochRow } from '#wire/epoch-row.ts';
import { codeTermCurves, codeUseCurves, hasTerms, heldOutPart, objectiveCurves, scaleNote } from './objective-terms.ts';

function epoch(step: number, metrics: EpochRow['metrics']): EpochRow {
  return { epoch: step / 10, step, metrics, seconds: 1, endedAt: 0 };
}

it('stacks the terms of the objective of validation samples', () => {
  const epochs = [10, 20].map((step) => {
    const terms = { objective: 100 + step, negativeLogLikelihood: 80 + step, kl: 5, weightedKl: 20 };
    return epoch(step, { train: { cost: 1, ...terms }, validation: { cost: 2, ...terms }, test: { cost: 3, ...terms } });
  });
  expect(hasTerms(epochs)).toBe(true);
  expect(objectiveCurves(epochs).map(({ id, label, points, base }) => [id, label, base, points.map(({ value }) => value)])).toEqual([
    ['negativeLogLikelihood', 'negative log likelihood', [0, 0], [90, 100]],
    ['added', 'weighted KL', [90, 100], [110, 120]],
  ]);
  expect(codeTermCurves(epochs).map(({ id, label, points }) => [id, label, points.map(({ value }) => value)])).toEqual([
    ['kl', 'KL', [5, 5]],
    ['weightedKl', 'weighted KL', [20, 20]],
  ]);
});

it('stacks what another code model adds, and draws its terms apart', () => {
  const terms = { objective: 9, squaredError: 7, mmd: 0.2, priorMmd: 0.01 };
  const epochs = [epoch(10, { train: { cost: 1, ...terms }, validation: { cost: 2, ...terms } })];
  expect(objectiveCurves(epochs).map(({ label, base, points }) => [label, base, points[0]?.value])).toEqual([
    ['squared error', [0], 7],
    ['code model', [7], 9],
  ]);
  expect(codeTermCurves(epochs).map(({ label }) => label)).toEqual(['MMD', 'MMD of the prior']);
  const only = [epoch(10, { train: { cost: 1, objective: 7 }, validation: { cost: 2, objective: 7, squaredError: 7, meanActivation: 1 } })];
  expect(objectiveCurves(only).map(({ id }) => id)).toEqual(['squaredError']);
});

it('draws how many codes are used apart from the terms of a quantized code', () => {
  const terms = { objective: 9, squaredError: 7, quantizationError: 1.6, perplexity: 40.5, codesInUse: 61 };
  const epochs = [epoch(10, { train: { cost: 1, ...terms }, validation: { cost: 2, ...terms } })];
  expect(codeTermCurves(epochs).map(({ label }) => label)).toEqual(['quantization error']);
  expect(codeUseCurves(epochs).map(({ label, points }) => [label, points[0]?.value])).toEqual([
    ['codes in use', 61],
    ['perplexity', 40.5],
  ]);
  expect(codeUseCurves([epoch(10, { train: { cost: 1 }, validation: { cost: 2 } })])).toEqual([]);
});

it('draws lines where the objective is no sum of terms', () => {
  const terms = { objective: 100, negativeLogLikelihood: 80, kl: 25 };
  const epochs = [epoch(10, { train: { cost: 1, ...terms }, validation: { cost: 2, ...terms } })];
  expect(objectiveCurves(epochs).map(({ id, base, points }) => [id, base, points[0]?.value])).toEqual([
    ['objective', undefined, 100],
    ['negativeLogLikelihood', undefined, 80],
  ]);
});

it('leaves out a weighted divergence that equals the divergence, and takes test samples where none are held out', () => {
  const epochs = [epoch(10, { train: { cost: 1, objective: 9 }, test: { cost: 3, objective: 9, squaredError: 4, kl: 5, weightedKl: 5 } })];
  expect(heldOutPart(epochs)).toBe('test');
  expect(objectiveCurves(epochs).map(({ id }) => id)).toEqual(['squaredError', 'added']);
  expect(codeTermCurves(epochs).map(({ id }) => id)).toEqual(['kl']);
});

it('finds no terms where training minimises the cost', () => {
  expect(hasTerms([epoch(10, { train: { cost: 1 }, validation: { cost: 2 } })])).toBe(false);
});

it('relates the weight of a divergence beside squared error to that beside a likelihood', () => {
  expect(scaleNote({ code: 'variational', likelihood: 'squaredError', 'code.beta': 3 })).toContain('squared error + 3 · KL');
  expect(scaleNote({ code: 'variational', likelihood: 'squaredError', 'code.beta': 3 })).toContain('a β of 1.5.');
  expect(scaleNote({ code: 'variational', likelihood: 'bernoulli', 'code.beta': 3 })).toBeNull();
  expect(scaleNote({ code: 'plain', likelihood: 'squaredError' })).toBeNull();
});
