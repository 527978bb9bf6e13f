import * as tf from '@tensorflow/tfjs-core';
import { purposes } from '../random.ts';
import { named } from '../tensor-map.ts';
import type { CodeModel } from './code-model.ts';
import { lossOfOne } from './loss-of-one.ts';
import { plain } from './plain.ts';
import { sameForEach } from './same-for-each.ts';
import { imqScales, type WassersteinConfig } from './wasserstein-config.ts';

/**
 * The objective gains `weight · MMD²` of the codes of a batch and as many samples of the standard normal prior, the same for each input. `priorMmd` is
 * that of two sets of prior samples of the same size: what the estimate shows of equal distributions.
 */
export function wasserstein({ kernel }: WassersteinConfig): CodeModel {
  const normal = (purpose: number, shape: readonly number[]) => ({ purpose, shape, distribution: { kind: 'normal' } as const });
  return {
    ...plain,
    draws: (batch, codeSize) => ({
      prior: normal(purposes.prior, [batch, codeSize]),
      otherPrior: normal(purposes.otherPrior, [batch, codeSize]),
    }),
    terms({ losses, code: { z }, draws, weights }) {
      const prior = named<tf.Tensor2D>(draws, 'prior');
      const [batch] = z.shape;
      const mmd = sameForEach(discrepancy(kernel, z, prior), batch);
      const priorMmd = sameForEach(discrepancy(kernel, named<tf.Tensor2D>(draws, 'otherPrior'), prior), batch);
      return { objective: tf.add(lossOfOne(losses), tf.mul(mmd, weights('weight'))), terms: { mmd, priorMmd }, vectors: {} };
    },
  };
}

/**
 * The unbiased estimate of MMD² of two sets of n samples, which can be negative:
 * `Σ_{i≠j} k(aᵢ, aⱼ)/(n(n − 1)) + Σ_{i≠j} k(bᵢ, bⱼ)/(n(n − 1)) − 2 Σ_{ij} k(aᵢ, bⱼ)/n²`   Gretton et al. 2012, equation 3
 *
 * @param a `[n, codeSize]`, as `b`
 */
export function discrepancy(kernel: WassersteinConfig['kernel'], a: tf.Tensor2D, b: tf.Tensor2D): tf.Scalar {
  const [count, codeSize] = a.shape;
  const others = tf.sub(1, tf.eye(count));
  const between = (x: tf.Tensor2D, y: tf.Tensor2D) => kernels[kernel](squaredDistances(x, y), 2 * codeSize);
  const within = (x: tf.Tensor2D) => tf.div(tf.sum(tf.mul(between(x, x), others)), count * (count - 1));
  return tf.sub(tf.add(within(a), within(b)), tf.mul(tf.mean(between(a, b)), 2));
}

/** `[n, n]` */
function squaredDistances(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  const squares = (x: tf.Tensor2D) => tf.sum(tf.square(x), 1, true);
  const sums = tf.add(squares(a), tf.transpose(squares(b)));
  return tf.sub<tf.Tensor2D>(sums, tf.mul(tf.matMul(a, b, false, true), 2));
}

type Kernel = (squaredDistance: tf.Tensor2D, width: number) => tf.Tensor2D;

const kernels: { readonly [Name in WassersteinConfig['kernel']]: Kernel } = {
  // Σₛ C/(C + ‖x − y‖²) with C = s · 2 · codeSize   Tolstikhin et al. 2018, section 4
  imq: (distance, width) =>
    imqScales.map((scale) => tf.div<tf.Tensor2D>(scale * width, tf.add(distance, scale * width))).reduce((sum, one) => tf.add(sum, one)),
  // exp(−‖x − y‖²/(2 · codeSize))
  rbf: (distance, width) => tf.exp(tf.div(tf.neg(distance), width)),
};
