import type { TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { purposes } from '../random.ts';
import { named } from '../tensor-map.ts';
import type { CodeModel, CodeNetwork } from './code-model.ts';
import { lossOfOne } from './loss-of-one.ts';
import { plain } from './plain.ts';
import type { RegularizedConfig } from './regularized-config.ts';
import { sameForEach } from './same-for-each.ts';

/** The objective gains `weight · ½‖z‖² + decoderWeight · penalty of the decoder` (Ghosh et al. 2020, equations 8 to 11). */
export function regularized({ decoder }: RegularizedConfig): CodeModel {
  return {
    ...plain,
    draws: (batch, _, size) =>
      decoder === 'l2' ? {} : { direction: { purpose: purposes.direction, shape: [batch, size], distribution: { kind: 'normal' } } },
    terms({ losses, code: { z }, network, draws, weights }) {
      const codePenalty = tf.mul<tf.Tensor1D>(tf.sum<tf.Tensor1D>(tf.square(z), 1), 0.5);
      const decoderPenalty = decoder === 'l2' ? squaredWeights(network, z.shape[0]) : jacobianNorm(network, z, draws);
      const penalty = tf.add(tf.mul(codePenalty, weights('weight')), tf.mul(decoderPenalty, weights('decoderWeight')));
      return { objective: tf.add(lossOfOne(losses), penalty), terms: { codePenalty, decoderPenalty }, vectors: {} };
    },
  };
}

/** ΣW² of the decoder, without biases, the same for each input. */
function squaredWeights({ parameters }: CodeNetwork, batch: number): tf.Tensor1D {
  const weights = Object.entries(parameters).filter(([name]) => name.startsWith('decoder/') && name.endsWith('/weights'));
  const total = weights.map(([, values]) => tf.sum<tf.Scalar>(tf.square(values))).reduce((sum, one) => tf.add(sum, one));
  return sameForEach(total, batch);
}

/** ‖vᵀ ∂y/∂z‖² with v ~ N(0, 1), of which the mean is the squared Frobenius norm of the Jacobian (Hutchinson 1990). */
function jacobianNorm({ decode }: CodeNetwork, z: tf.Tensor2D, draws: TensorMap): tf.Tensor1D {
  const slopes = tf.grad((code) => tf.sum(tf.mul(decode(code as tf.Tensor2D), named(draws, 'direction'))))(z);
  return tf.sum<tf.Tensor1D>(tf.square(slopes), 1);
}
