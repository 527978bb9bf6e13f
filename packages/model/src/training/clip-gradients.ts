import type { TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import type { StepConfig } from '../config.ts';
import { mapValues } from '../map-values.ts';

/** Limits gradients before the optimizer sees them: each value first, then the norm of all. A limit of 0 changes nothing. */
export function clipGradients(gradients: TensorMap, { clipValue, clipNorm }: Pick<StepConfig, 'clipValue' | 'clipNorm'>): TensorMap {
  return clippedByNorm(clippedByValue(gradients, clipValue), clipNorm);
}

/** g ← min(max(g, −c), c)   `clipvalue` of Keras, optax.clip */
function clippedByValue(gradients: TensorMap, limit: number): TensorMap {
  return limit === 0 ? gradients : mapValues(gradients, (gradient) => tf.clipByValue(gradient, -limit, limit));
}

/** g ← g · c / max(‖g‖, c), with ‖g‖ = √Σg² over all gradients   Pascanu, Mikolov & Bengio 2013; tf.clip_by_global_norm, `global_clipnorm` of Keras */
function clippedByNorm(gradients: TensorMap, limit: number): TensorMap {
  if (limit === 0) return gradients;
  const norm = tf.sqrt(tf.addN(Object.values(gradients).map((gradient) => tf.sum<tf.Scalar>(tf.square(gradient)))));
  const factor = tf.div(limit, tf.maximum(norm, limit));
  return mapValues(gradients, (gradient) => tf.mul(gradient, factor));
}
