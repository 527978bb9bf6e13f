import * as tf from '@tensorflow/tfjs-core';
import { floatAt } from '../checked.ts';
import type { CodeModel } from './code-model.ts';
import { head } from './head.ts';
import { keepLargest } from './keep-largest.ts';
import { lossOfOne } from './loss-of-one.ts';
import { sameForEach } from './same-for-each.ts';
import type { SparseConfig } from './sparse-config.ts';

/** A unit is dead if its activation exceeds this for no sample. */
const deadActivation = 0.01;

/** Mean activations are kept this far from 0 and 1, so that their logarithms are finite in float32. */
const leastActivation = 1e-6;

/** Few dimensions of a code are in use: by a penalty on activations, or because only the largest are kept. See `sparseSchema`. */
export function sparse({ penalty, target, kept }: SparseConfig): CodeModel {
  const activations = (heads: Parameters<CodeModel['mean']>[0]): tf.Tensor2D => {
    const sums = head(heads, 'code');
    if (penalty === 'kl') return tf.sigmoid(sums);
    return penalty === 'topK' ? keepLargest(sums, kept) : sums;
  };
  /** Penalty of each input, without its weight: `[batch]`. */
  const sparsityOf = (z: tf.Tensor2D): tf.Tensor1D => (penalty === 'kl' ? divergenceFrom(target, z) : tf.sum<tf.Tensor1D>(tf.abs(z), 1));
  return {
    samples: 1,
    draws: () => ({}),
    mean: activations,
    sample: (heads) => ({ z: activations(heads), samples: 1 }),
    terms({ code: { z }, losses, weights }) {
      const loss = lossOfOne(losses);
      const vectors = { activationByDimension: tf.abs(z) };
      const meanActivation = tf.mean<tf.Tensor1D>(tf.abs(z), 1);
      if (penalty === 'topK') return { objective: loss, terms: { meanActivation }, vectors };
      const sparsity = sparsityOf(z);
      return { objective: tf.add(loss, tf.mul(sparsity, weights('weight'))), terms: { sparsity, meanActivation }, vectors };
    },
    summarise(codes, codeSize) {
      const largest = new Float32Array(codeSize);
      codes.forEach((value, index) => {
        largest[index % codeSize] = Math.max(floatAt(largest, index % codeSize), Math.abs(value));
      });
      return { deadUnits: largest.filter((value) => value <= deadActivation).length };
    },
  };
}

/** Σ ρ log(ρ/ρ̂) + (1 − ρ) log((1 − ρ)/(1 − ρ̂)) with the mean activations ρ̂ of the batch, the same for each input   Ng 2011, section 3 */
function divergenceFrom(target: number, z: tf.Tensor2D): tf.Tensor1D {
  const mean = tf.clipByValue(tf.mean(z, 0), leastActivation, 1 - leastActivation);
  const own = tf.mul(tf.log(mean), target);
  const rest = tf.mul(tf.log(tf.sub(1, mean)), 1 - target);
  const entropy = target * Math.log(target) + (1 - target) * Math.log(1 - target);
  return sameForEach(tf.sum(tf.sub(entropy, tf.add(own, rest))), z.shape[0]);
}
