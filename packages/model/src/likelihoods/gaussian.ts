import * as tf from '@tensorflow/tfjs-core';
import { boundedLogVariance, logTwoPi } from '../normal-density.ts';
import { named } from '../tensor-map.ts';
import type { Likelihood } from './likelihood.ts';
import type { LikelihoodConfig } from './likelihood-config.ts';

type Config = Extract<LikelihoodConfig, { kind: 'gaussian' }>;

const logVarianceName = 'likelihood/logVariance';

/** `−log p = ½ Σ log 2π + log σ² + (x − y)²/σ²`, with one σ² or one for each value, learned as its logarithm and 1 at the start. */
export function gaussian({ variance }: Config): Likelihood {
  return {
    term: 'negativeLogLikelihood',
    usesRawSamples: false,
    parameters(sampleSize) {
      const count = variance === 'one' ? 1 : sampleSize;
      return { [logVarianceName]: { shape: [count], values: new Float32Array(count) } };
    },
    mean: (output) => output,
    loss(output, x, parameters) {
      // Bounded, so that a value that never varies does not divide by zero.
      const logVariance = boundedLogVariance(named<tf.Tensor1D>(parameters, logVarianceName));
      const distance = tf.mul(tf.square(tf.sub(x, output)), tf.exp(tf.neg(logVariance)));
      return tf.mul(tf.sum(tf.add(tf.add(distance, logVariance), logTwoPi), 1), 0.5);
    },
  };
}
