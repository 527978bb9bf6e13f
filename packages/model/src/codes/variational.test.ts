import { loadEngine } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { at, entry, floatAt } from '../checked.ts';
import { runConfigSchema } from '../config.ts';
import { createModel } from '../model.ts';
import { randomArrays } from '../random.ts';
import { codeModelOf } from './registry.ts';

beforeAll(async () => {
  await loadEngine();
});

const weights = (name: string) => ({ beta: 1, sampleCount: 1 })[name] ?? Number.NaN;
const codeOf = (samples: number) => ({
  ...{ kind: 'variational' as const, beta: 1, warmUpEpochs: 0, freeBits: 0, capacity: null, samples, decomposed: null },
});

it('has the divergence that sampling estimates', () => {
  const mean = [0.3, -1.2, 0, 2];
  const logVariance = [0.5, -2, 0, -0.3];
  const model = codeModelOf(codeOf(1));
  const draws = { code: tf.zeros([1, 1, 4]) };
  const heads = { code: tf.tensor2d([mean]), logVariance: tf.tensor2d([logVariance]) };
  const network = { input: tf.zeros<tf.Rank.R2>([1, 4]), encode: () => heads, decode: (z: tf.Tensor2D) => z, parameters: {} };
  const { terms, vectors } = model.terms({
    heads,
    code: model.sample(heads, draws, { parameters: {}, statistics: {} }),
    losses: tf.zeros([1, 1]),
    draws,
    weights,
    network,
  });
  const count = 200_000;
  const byDimension = mean.map((center, dimension) => {
    const log = logVariance[dimension] ?? Number.NaN;
    const epsilons = randomArrays(1, 'noise', dimension).normals(count);
    // log q(z) − log p(z) at z = μ + σ ε
    const total = epsilons.reduce((sum, epsilon) => sum + ((center + Math.exp(log / 2) * epsilon) ** 2 - epsilon ** 2 - log) / 2, 0);
    return total / count;
  });
  const computed = Array.from(entry(vectors, 'klByDimension').dataSync());
  for (const [dimension, estimate] of byDimension.entries()) expect(computed[dimension]).toBeCloseTo(estimate, 1);
  expect(entry(terms, 'kl').dataSync()[0]).toBeCloseTo(
    byDimension.reduce((sum, value) => sum + value, 0),
    1,
  );
});

it('has a bound that does not fall as the samples of a code grow', () => {
  const x = tf.tensor2d(Array.from(randomArrays(3, 'noise').uniforms(48)), [4, 12]);
  const repeats = 60;
  const boundOf = (samples: number) => {
    const fields = { dimensions: [12, 6, 3], tied: false, outputActivation: 'linear', likelihood: 'gaussian', code: codeOf(samples) };
    const model = createModel(runConfigSchema.parse(fields), [12], 4);
    const parameters = Object.fromEntries(
      Object.entries(model.parameters).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]),
    );
    const bounds = Array.from({ length: repeats }, (_, repeat) =>
      tf.tidy(() => {
        const epsilons = Float32Array.from(randomArrays(5, 'evaluation', repeat).normals(4 * samples * 3));
        const draws = { code: tf.tensor(epsilons, [4, samples, 3]) };
        const objective = tf.mean(entry(model.evaluate({ parameters, statistics: {} }, x, { draws, weights }), 'objective'));
        return -floatAt(objective.dataSync<'float32'>(), 0);
      }),
    );
    return bounds.reduce((sum, bound) => sum + bound, 0) / repeats;
  };
  const bounds = Float64Array.of(boundOf(1), boundOf(5), boundOf(50));
  expect(at(bounds, 1)).toBeGreaterThan(at(bounds, 0));
  expect(at(bounds, 2)).toBeGreaterThan(at(bounds, 1));
});
