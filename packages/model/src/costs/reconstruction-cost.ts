import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** `sum((y - x)^2)` over the batch, as in the seed. */
export function reconstructionCost(y: Tensor2D, x: Tensor2D): Scalar {
  return tf.sum(tf.square(tf.sub(y, x)));
}

/** The same for each sample, `[batch]`. */
export function costPerSample(y: Tensor2D, x: Tensor2D): Tensor1D {
  return tf.sum(tf.square(tf.sub(y, x)), 1);
}
