import * as tf from '@tensorflow/tfjs-core';
import type { Likelihood } from './likelihood.ts';

/**
 * Each value is a probability from 0 to 1 and the decoder's results l are logits:
 * `−log p = Σ log(1 + eˡ) − x·l`, which is the cross-entropy `−Σ x log σ(l) + (1 − x) log(1 − σ(l))` without a logarithm of a rounded σ.
 */
export const bernoulli: Likelihood = {
  term: 'negativeLogLikelihood',
  usesRawSamples: true,
  parameters: () => ({}),
  mean: tf.sigmoid,
  loss: (logits, x) => tf.sum(tf.sub(tf.softplus(logits), tf.mul(x, logits)), 1),
};
