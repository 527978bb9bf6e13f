import * as tf from '@tensorflow/tfjs-core';
import { logTwoPi, type NormalCodes, normalLogDensity } from '../normal-density.ts';
import type { CodeWeights } from './code-model.ts';

interface Given {
  /** One sampled code of each input. */
  readonly z: tf.Tensor2D;
  readonly posterior: NormalCodes;
  readonly weights: CodeWeights;
}

/**
 * The divergence as `β · mutual information + γ · total correlation + β · divergence by dimension`, with q(z) estimated from the batch by minibatch
 * weighted sampling (Chen et al. 2018, equations 2 and S4): `log q(z) ≈ log Σⱼ q(z|xⱼ) − log (N M)` for M inputs of N training samples. The estimate
 * is biased and depends on M.
 */
export function decomposedDivergence({ z, posterior: { mean, logVariance }, weights }: Given) {
  const [batch] = z.shape;
  // [input whose code it is, input whose posterior judges it, dimension]
  const distance = tf.square(tf.sub(tf.expandDims(z, 1), tf.expandDims(mean, 0)));
  const precision = tf.expandDims(tf.exp(tf.neg(logVariance)), 0);
  const densities = tf.mul(tf.add(tf.add(tf.mul(distance, precision), tf.expandDims(logVariance, 0)), logTwoPi), -0.5);
  const logCount = tf.log(tf.mul(weights('sampleCount'), batch));
  const ownDistance = tf.mul(tf.square(tf.sub(z, mean)), tf.exp(tf.neg(logVariance)));
  const logConditional = tf.mul(tf.sum<tf.Tensor1D>(tf.add(tf.add(ownDistance, logVariance), logTwoPi), 1), -0.5);
  const logJoint = tf.sub<tf.Tensor1D>(tf.logSumExp(tf.sum(densities, 2), 1), logCount);
  const logProduct = tf.sub<tf.Tensor1D>(tf.sum(tf.logSumExp(densities, 1), 1), tf.mul(logCount, z.shape[1]));
  const mutualInformation = tf.sub<tf.Tensor1D>(logConditional, logJoint);
  const totalCorrelation = tf.sub<tf.Tensor1D>(logJoint, logProduct);
  const dimensionWiseKl = tf.sub<tf.Tensor1D>(logProduct, normalLogDensity(z));
  const rest = tf.mul<tf.Tensor1D>(tf.add(mutualInformation, dimensionWiseKl), weights('beta'));
  return {
    objective: tf.add<tf.Tensor1D>(rest, tf.mul(totalCorrelation, weights('totalCorrelation'))),
    terms: { mutualInformation, totalCorrelation, dimensionWiseKl },
  };
}
