import * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from '../config.ts';

/** Element-wise, any shape. */
export const activations: { readonly [Name in ActivationName]: <Kind extends tf.Tensor>(x: Kind) => Kind } = {
  tanh: tf.tanh,
  relu: tf.relu,
  elu: tf.elu,
  sigmoid: tf.sigmoid,
  linear: (x) => x,
};
