import * as tf from '@tensorflow/tfjs-core';

/** One number of a whole batch as the number of each input, `[batch]`. */
export function sameForEach(value: tf.Scalar, batch: number): tf.Tensor1D {
  return tf.mul(tf.ones<tf.Rank.R1>([batch]), value);
}
