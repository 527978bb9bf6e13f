import * as tf from '@tensorflow/tfjs-core';
import { named } from '../../../checked.ts';
import { ramped, type Value } from '../values.ts';

/** Elementwise operations of one value. */
export const unaries: Readonly<Record<string, (x: tf.Tensor, bound: number) => Value>> = {
  tanh: (x) => ({ tensor: tf.tanh(x), bound: 1 }),
  sigmoid: (x) => ({ tensor: tf.sigmoid(x), bound: 1 }),
  relu: (x, bound) => ({ tensor: tf.relu(ramped(x)), bound: bound + 1 }),
  elu: (x, bound) => ({ tensor: tf.elu(ramped(x)), bound: bound + 1 }),
  leakyRelu: (x, bound) => ({ tensor: tf.leakyRelu(ramped(x), 0.1), bound: bound + 1 }),
  relu6: (x, bound) => ({ tensor: tf.relu6(ramped(x)), bound: bound + 1 }),
  selu: (x, bound) => ({ tensor: tf.selu(ramped(x)), bound: 2 * bound + 2 }),
  softplus: (x, bound) => ({ tensor: tf.softplus(x), bound: bound + 1 }),
  square: (x, bound) => ({ tensor: tf.square(x), bound: bound ** 2 }),
  neg: (x, bound) => ({ tensor: tf.neg(x), bound }),
  abs: (x, bound) => ({ tensor: tf.abs(ramped(x)), bound: bound + 1 }),
  exp: (x) => ({ tensor: tf.exp(tf.tanh(x)), bound: 3 }),
  log: (x, bound) => ({ tensor: tf.log(tf.add(1, tf.square(x))), bound: bound + 1 }),
  sqrt: (x, bound) => ({ tensor: tf.sqrt(tf.add(1, tf.square(x))), bound: bound + 1 }),
  rsqrt: (x) => ({ tensor: tf.rsqrt(tf.add(1, tf.square(x))), bound: 1 }),
  reciprocal: (x) => ({ tensor: tf.reciprocal(tf.add(1, tf.square(x))), bound: 1 }),
  clip: (x) => ({ tensor: tf.clipByValue(ramped(x), -0.7, 0.8), bound: 1 }),
  sin: (x) => ({ tensor: tf.sin(x), bound: 1 }),
  swish: (x, bound) => ({ tensor: tf.mul(x, tf.sigmoid(x)), bound }),
  identity: (x, bound) => ({ tensor: x, bound }),
};

export const activate = (name: string, { tensor, bound }: Value): Value => named(unaries, name)(tensor, bound);

export const activations = ['tanh', 'sigmoid', 'relu', 'elu', 'leakyRelu', 'relu6', 'softplus', 'identity'];
