import * as tf from '@tensorflow/tfjs-core';
import { named } from '../tensor-map.ts';
import type { Normalisation } from './normalisation.ts';
import { scaleAndOffset, standardised } from './scale-and-offset.ts';

/** How much of the running statistics remains after a step: the default of Keras. */
const momentum = 0.99;

/**
 * Mean and variance over the batch and all places of an image (Ioffe & Szegedy 2015), in evaluation their moving averages. The variance is the
 * population's, without Bessel's correction.
 */
export const batch: Normalisation = {
  parameters: scaleAndOffset,
  statistics: (channels) => ({
    mean: { shape: [channels], values: new Float32Array(channels) },
    variance: { shape: [channels], values: new Float32Array(channels).fill(1) },
  }),
  evaluate: (sums, { parameters, statistics }) =>
    standardised(sums, { mean: named(statistics, 'mean'), variance: named(statistics, 'variance') }, parameters),
  train(sums, { parameters, statistics }) {
    const places = sums.shape.slice(0, -1).map((_, axis) => axis);
    const moments = tf.moments(sums, places);
    const moved = (before: tf.Tensor, now: tf.Tensor) => tf.add(tf.mul(before, momentum), tf.mul(now, 1 - momentum));
    return {
      normalised: standardised(sums, moments, parameters),
      statistics: {
        mean: moved(named(statistics, 'mean'), moments.mean),
        variance: moved(named(statistics, 'variance'), moments.variance),
      },
    };
  },
};
