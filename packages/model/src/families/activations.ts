import * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from './activation-names.ts';

/** Slope of the leaky ReLU below zero: the default of `tf.nn.leaky_relu`. */
const leak = 0.2;

/** Element-wise, any shape. */
export const activations: { readonly [Name in ActivationName]: <Kind extends tf.Tensor>(x: Kind) => Kind } = {
  tanh: tf.tanh,
  relu: tf.relu,
  elu: tf.elu,
  sigmoid: tf.sigmoid,
  linear: (x) => x,
  // max(x, leak · x)   Maas, Hannun & Ng 2013
  leakyRelu: (x) => tf.leakyRelu(x, leak),
  // x · Φ(x), with the normal distribution function Φ(x) = (1 + erf(x / √2)) / 2   Hendrycks & Gimpel 2016
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  // x · sigmoid(x)   Elfwing, Uchibe & Doya 2018
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  // ln(1 + eˣ)
  softplus: tf.softplus,
};
