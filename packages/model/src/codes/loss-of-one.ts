import * as tf from '@tensorflow/tfjs-core';

/** The loss of each input, `[batch]`, where each has one code. @param losses `[batch, 1]` */
export function lossOfOne(losses: tf.Tensor2D): tf.Tensor1D {
  return tf.reshape<tf.Rank.R1>(losses, [losses.shape[0]]);
}
