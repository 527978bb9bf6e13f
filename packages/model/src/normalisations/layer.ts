import * as tf from '@tensorflow/tfjs-core';
import type { Normalisation } from './normalisation.ts';
import { scaleAndOffset, standardised } from './scale-and-offset.ts';

/** Mean and variance over all values of a sample in the layer (Ba, Kiros & Hinton 2016), in training and evaluation alike. */
export const layer: Normalisation = {
  parameters: scaleAndOffset,
  statistics: () => ({}),
  evaluate: (sums, { parameters }) => standardised(sums, momentsOf(sums), parameters),
  train: (sums, { parameters }) => ({ normalised: standardised(sums, momentsOf(sums), parameters), statistics: null }),
};

function momentsOf(sums: tf.Tensor) {
  const values = sums.shape.slice(1).map((_, axis) => axis + 1);
  return tf.moments(sums, values, true);
}
