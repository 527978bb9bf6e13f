import { type Engine, loadEngine } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { activationNames, familyConfigOf, runConfigSchema } from '../config.ts';
import { createModel } from '../model.ts';
import { randomArrays } from '../random.ts';
import { valueAndGradients } from '../training/value-and-grads.ts';
import { keepLargest } from './keep-largest.ts';
import { codeModelOf } from './registry.ts';
import { discrepancy } from './wasserstein.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

const numberOf = (scalar: tf.Scalar) => scalar.dataSync()[0] ?? Number.NaN;
const normals = (index: number, [rows, columns]: readonly [number, number], mean = 0) =>
  tf.tensor2d(
    Float32Array.from(randomArrays(3, 'noise', index).normals(rows * columns), (value) => value + mean),
    [rows, columns],
  );

describe('the discrepancy', () => {
  const codeSize = 4;
  const repeats = 60;
  const estimates = (kernel: 'imq' | 'rbf', mean: number) => {
    const values = Array.from({ length: repeats }, (_, repeat) =>
      tf.tidy(() => numberOf(discrepancy(kernel, normals(2 * repeat, [100, codeSize], mean), normals(2 * repeat + 1, [100, codeSize])))),
    );
    const average = values.reduce((sum, value) => sum + value, 0) / repeats;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (repeats - 1);
    return { average, error: Math.sqrt(variance / repeats) };
  };

  it.each(['imq', 'rbf'] as const)('of equal distributions is 0 within its error: %s', (kernel) => {
    const { average, error } = estimates(kernel, 0);
    expect(Math.abs(average)).toBeLessThan(4 * error);
    expect(estimates(kernel, 0.5).average).toBeGreaterThan(10 * error);
  });

  it('of two normal distributions has the value of its integrals', () => {
    const mean = 0.5;
    // Of x − y ~ N(Δ, 2 I): E exp(−‖x − y‖²/(2σ²)) = (σ²/(σ² + 2))^(d/2) exp(−‖Δ‖²/(2(σ² + 2))), here with σ² = d
    const expected = 2 * (codeSize / (codeSize + 2)) ** (codeSize / 2) * (1 - Math.exp((-codeSize * mean ** 2) / (2 * (codeSize + 2))));
    const { average, error } = estimates('rbf', mean);
    expect(Math.abs(average - expected)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(expected / 20);
  });
});

it('keeps the largest values of each row, and equal ones at the limit', () => {
  const rows = [
    [3, 1, 2, 0],
    [1, 5, 1, 0.5],
  ];
  expect(keepLargest(tf.tensor2d(rows), 2).arraySync()).toEqual([
    [3, 0, 2, 0],
    [1, 5, 1, 0],
  ]);
});

it('counts dimensions of a sparse code that no sample uses', () => {
  const model = codeModelOf({ kind: 'sparse', penalty: 'l1', weight: 1, target: 0.05, kept: 8 });
  expect(model.summarise?.(Float32Array.of(0, 0.2, -0.009, 0, -0.2, 0.01), 3)).toEqual({ deadUnits: 2 });
});

it.each(activationNames)('differentiates %s twice for a contractive code, or refuses it', (activation) => {
  expect(engine.report.name).toBe('tensorflow');
  const config = runConfigSchema.parse({ dimensions: [6, 5, 2], tied: false, activation, code: 'contractive' });
  const problem = familyConfigOf(config.family).problem(config);
  const model = createModel(config, [6], 2);
  const parameters = Object.fromEntries(
    Object.entries(model.parameters).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]),
  );
  const differentiate = () =>
    tf.tidy(() => {
      const { gradients } = valueAndGradients((trained) => {
        const given = { x: normals(1, [3, 6]), corrupt: (input: tf.Tensor2D) => input, draws: {}, weights: () => 1 };
        const { objective } = model.objective({ parameters: trained, statistics: {} }, given);
        return { value: objective, auxiliary: {} };
      }, parameters);
      return Object.values(gradients).every((gradient) => gradient.dataSync().every(Number.isFinite));
    });
  if (problem === null) expect(differentiate()).toBe(true);
  else {
    expect(problem).toMatch(new RegExp(`^activation: received "${activation}" with a contractive code`));
    expect(differentiate).toThrow();
  }
});
