import * as tf from '@tensorflow/tfjs-core';
import { fit, ramped } from '../values.ts';
import type { Moves } from './move.ts';

/** Something computed from a tensor that has no gradient, or none in TensorFlow.js. */
export function constant(compute: (x: tf.Tensor) => tf.Tensor, given: tf.Tensor): tf.Tensor {
  return tf.customGrad((x) => ({ value: compute(x as tf.Tensor), gradFunc: () => tf.zeros(given.shape) }))(given);
}

export const withoutGradient: Moves = {
  straightThrough: (given) => {
    const { tensor } = given.value(0);
    const sign = tf.customGrad((x) => ({ value: tf.sign(ramped(x as tf.Tensor)), gradFunc: (dy: tf.Tensor) => dy }));
    return { tensor: sign(tensor), bound: 1 };
  },
  stopGradient: (given) => {
    const { tensor, bound } = given.value(0);
    return {
      tensor: tf.mul(
        tensor,
        constant((x) => tf.mul(x, 1), tensor),
      ),
      bound: bound ** 2,
    };
  },
  stridedSlice: (given) => {
    const { tensor, bound } = given.value(0);
    const every = given.choose(0, [1, 2]);
    return { tensor: constant((x) => tf.stridedSlice(fit(x, [4, 3]), [3, 0], [0, 3], [-1, every]), tensor), bound };
  },
  integers: (given) => {
    const { tensor, bound } = given.value(0);
    const count = (x: tf.Tensor): tf.Tensor => {
      const mask = tf.cast(tf.logicalAnd(tf.greater(ramped(x), -0.5), tf.lessEqual(ramped(x), 0.9)), 'int32');
      return given.choose(0, [
        () => tf.cast(tf.add(mask, tf.mul(mask, tf.scalar(2, 'int32'))), 'float32'),
        () => tf.cast(mask, 'float32'),
        () => tf.cast(tf.cast(mask, 'bool'), 'float32'),
        () => tf.sum(tf.cast(tf.oneHot(tf.reshape(mask, [x.size]), 2), 'float32')),
      ])();
    };
    return { tensor: tf.mul(tensor, constant(count, tensor)), bound: 3 * bound };
  },
};
