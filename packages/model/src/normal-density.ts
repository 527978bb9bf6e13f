import * as tf from '@tensorflow/tfjs-core';

/** The logarithm of a variance is kept within these bounds: standard deviations from 4.5e-5 to 22,000. */
const [leastLogVariance, mostLogVariance] = [-20, 20];

export function boundedLogVariance<Kind extends tf.Tensor>(logVariance: Kind): Kind {
  return tf.clipByValue(logVariance, leastLogVariance, mostLogVariance);
}

/** Independent normal distributions of codes: `[batch, codeSize]` each. */
export interface NormalCodes {
  readonly mean: tf.Tensor2D;
  readonly logVariance: tf.Tensor2D;
}

export const logTwoPi = Math.log(2 * Math.PI);

/** log N(z; 0, 1) of each row. */
export function normalLogDensity(z: tf.Tensor2D): tf.Tensor1D {
  return tf.mul(tf.sum(tf.add(tf.square(z), logTwoPi), 1), -0.5);
}

/** log N(z; μ, σ²) of the codes `z = μ + σ ε`, which is that of ε without σ: `[batch, samples]`. @param epsilon `[batch, samples, codeSize]` */
export function posteriorLogDensity({ logVariance }: NormalCodes, epsilon: tf.Tensor): tf.Tensor2D {
  const perValue = tf.add(tf.add(tf.square(epsilon), logTwoPi), tf.expandDims(logVariance, 1));
  return tf.mul(tf.sum<tf.Tensor2D>(perValue, 2), -0.5);
}
