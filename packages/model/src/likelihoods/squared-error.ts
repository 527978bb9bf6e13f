import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Likelihood } from './likelihood.ts';

/** The cost of a batch: `sum((y - x)^2)` over its samples and their values. @param x the clean input, without the noise that the network saw */
export function squaredError(y: Tensor2D, x: Tensor2D): Scalar {
  return tf.sum(tf.square(tf.sub(y, x)));
}

/** The same for each sample, `[batch]`. */
export function squaredErrorPerSample(y: Tensor2D, x: Tensor2D): Tensor1D {
  return tf.sum(tf.square(tf.sub(y, x)), 1);
}

export const squaredErrorLoss: Likelihood = {
  term: 'squaredError',
  usesRawSamples: false,
  parameters: () => ({}),
  mean: (output) => output,
  loss: squaredErrorPerSample,
};
