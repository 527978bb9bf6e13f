import type { StateValues, TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { named } from '../tensor-map.ts';
import { normalisationEpsilon } from './normalisation-names.ts';

export function scaleAndOffset(channels: number): StateValues {
  return {
    scale: { shape: [channels], values: new Float32Array(channels).fill(1) },
    offset: { shape: [channels], values: new Float32Array(channels) },
  };
}

/** scale · (sums − mean) / √(variance + ε) + offset */
export function standardised(
  sums: tf.Tensor,
  moments: { readonly mean: tf.Tensor; readonly variance: tf.Tensor },
  parameters: TensorMap,
): tf.Tensor {
  const factor = tf.rsqrt(tf.add(moments.variance, normalisationEpsilon));
  return tf.add(tf.mul(tf.mul(tf.sub(sums, moments.mean), factor), named(parameters, 'scale')), named(parameters, 'offset'));
}
