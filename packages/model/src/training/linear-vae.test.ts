import { loadEngine } from '@hourglass/engine';
import { present } from '@hourglass/presentation/at';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { expect, it } from 'vitest';
import { at } from '../checked.ts';
import { runConfigSchema } from '../config.ts';
import { randomArrays } from '../random.ts';
import type { EpochEvent } from './events.ts';
import { train } from './train.ts';

const [count, size, codeSize] = [600, 6, 2];

/** Samples of two hidden values and noise, `[count, size]`, with mean 0. */
function samples(): Float32Array {
  const weights = randomArrays(1, 'weights').normals(size * codeSize);
  const hidden = randomArrays(2, 'noise').normals(count * codeSize);
  const noise = randomArrays(3, 'noise').normals(count * size);
  const values = Float64Array.from({ length: count * size }, (_, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    let value = 0.4 * at(noise, index);
    for (let dimension = 0; dimension < codeSize; dimension++) {
      value += at(weights, column * codeSize + dimension) * at(hidden, row * codeSize + dimension);
    }
    return value;
  });
  const means = Array.from({ length: size }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < count; row++) sum += at(values, row * size + column);
    return sum / count;
  });
  return Float32Array.from(values, (value, index) => value - (means[index % size] ?? Number.NaN));
}

/**
 * The largest mean log likelihood of probabilistic PCA: the noise has the mean of the smaller eigenvalues of the covariance
 * (Tipping & Bishop 1999, equations 7 and 8).
 */
function probabilisticPca(values: Float32Array): number {
  const rows = Matrix.from1DArray(count, size, values);
  const covariance = rows.transpose().mmul(rows).div(count);
  const eigenvalues = new EigenvalueDecomposition(covariance, { assumeSymmetric: true }).realEigenvalues.toSorted((a, b) => b - a);
  const noise = eigenvalues.slice(codeSize).reduce((sum, value) => sum + value, 0) / (size - codeSize);
  const logDeterminant =
    eigenvalues.slice(0, codeSize).reduce((sum, value) => sum + Math.log(value), 0) + (size - codeSize) * Math.log(noise);
  return -0.5 * (size * Math.log(2 * Math.PI) + logDeterminant + size);
}

it('a linear variational autoencoder reaches the likelihood of probabilistic PCA', async () => {
  const values = samples();
  const resident = { count, size, values, divisor: 1, mean: new Float32Array(size) };
  const config = runConfigSchema.parse({
    ...{ dimensions: [size, codeSize], tied: false, activation: 'linear', outputActivation: 'linear' },
    ...{ code: 'variational', likelihood: 'gaussian', batchSize: 100, epochs: 400, learningRate: 0.02, schedule: 'cosine' },
  });
  const data = { sampleShape: [size], train: resident, validation: resident, test: resident, probes: Int32Array.of(0) };
  let last: EpochEvent | undefined;
  for await (const event of train(config, data, { engine: await loadEngine(), seed: 2, now: () => 0 })) {
    if (event.kind === 'epoch') last = event;
  }
  const expected = probabilisticPca(values);
  const { objective, logLikelihood }: Readonly<Record<string, number>> = present(last, 'the last epoch').metrics.test;
  // One sampled code of each of 600 samples: the standard error of the mean is about 0.05 nats.
  expect(Math.abs(-(objective ?? Number.NaN) - expected)).toBeLessThan(0.15);
  expect(Math.abs((logLikelihood ?? Number.NaN) - expected)).toBeLessThan(0.05);
});
