import * as tf from '@tensorflow/tfjs-core';
import { repeatRows } from '../repeat-rows.ts';
import type { CodeModel } from './code-model.ts';
import { head } from './head.ts';
import { lossOfOne } from './loss-of-one.ts';
import { plain } from './plain.ts';

/**
 * The objective gains `weight · ‖∂z/∂x‖²` (Rifai et al. 2011, equation 2). Each sample is repeated for each dimension of the code, and the sum of
 * these dimensions, one of each copy, is differentiated: the exact Jacobian in one pass.
 */
export const contractive: CodeModel = {
  ...plain,
  terms({ losses, code: { z }, network: { input, encode }, weights }) {
    const [batch, size] = input.shape;
    const codeSize = z.shape[1];
    const ownDimension = tf.tile(tf.eye(codeSize), [batch, 1]);
    const jacobian = tf.grad((given) => tf.sum(tf.mul(head(encode(given as tf.Tensor2D), 'code'), ownDimension)))(
      repeatRows(input, codeSize),
    );
    const contraction = tf.sum<tf.Tensor1D>(tf.reshape(tf.square(jacobian), [batch, codeSize * size]), 1);
    const objective = tf.add<tf.Tensor1D>(lossOfOne(losses), tf.mul(contraction, weights('weight')));
    return { objective, terms: { contraction }, vectors: {} };
  },
};
