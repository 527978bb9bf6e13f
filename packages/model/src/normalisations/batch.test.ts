import { loadEngine } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { batch } from './batch.ts';

beforeAll(async () => {
  await loadEngine();
});

it('moves its running statistics by a hundredth of the way to those of the batch', () => {
  // Two channels with the means 3 and 10 and the population variances 4 and 1.
  const sums = tf.tensor2d([
    [1, 9],
    [5, 11],
  ]);
  const parameters = { scale: tf.tensor1d([1, 1]), offset: tf.tensor1d([0, 0]) };
  const { statistics, normalised } = batch.train(sums, {
    parameters,
    statistics: { mean: tf.tensor1d([0, 20]), variance: tf.tensor1d([1, 1]) },
  });
  const numbers = (tensor: tf.Tensor | undefined) => Array.from(tensor?.dataSync() ?? [], (value) => Number(value.toFixed(4)));
  // 0.99 · before + 0.01 · now
  expect(numbers(statistics?.mean)).toEqual([0.03, 19.9]);
  expect(numbers(statistics?.variance)).toEqual([1.03, 1]);
  expect(Array.from(normalised.dataSync(), Math.round)).toEqual([-1, -1, 1, 1]);
});
