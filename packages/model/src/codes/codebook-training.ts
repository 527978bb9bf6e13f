import type { StateValues } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { purposes } from '../random.ts';
import { named } from '../tensor-map.ts';
import type { CodeTraining, CodeUpdate } from './code-model.ts';
import { head } from './head.ts';
import type { QuantizedConfig } from './quantized-config.ts';

/** `[codes, codeDimension]`: a statistic that moving averages change, or a parameter. */
export const codebookName = 'code/codebook';
/** `[codes]`: moving average of how often a code is used, 1 where all are used equally. */
const useName = 'code/use';
/** `[codes]`: how often a code was used in the epoch so far. */
const epochUseName = 'code/epochUse';
const revivalName = 'revival';

/** At the start every code counts as used equally. */
export function initialUse(codes: number): StateValues {
  const filled = (value: number) => ({ shape: [codes], values: new Float32Array(codes).fill(value) });
  return { [useName]: filled(1), [epochUseName]: filled(0) };
}

/**
 * How a step changes the codebook and what it counts. With n of equal use, uses nₖ of the batch and the sum sₖ of the vectors that chose the code k:
 *
 * - `uₖ ← γ uₖ + (1 − γ) nₖ/n`
 * - with moving averages, `eₖ ← eₖ + (1 − γ)(sₖ − nₖ eₖ)/(n uₖ)`, which is `Nₖ ← γ Nₖ + (1 − γ) nₖ; mₖ ← γ mₖ + (1 − γ) sₖ; eₖ = mₖ/Nₖ` with `N = n u`
 *   (van den Oord et al. 2017, appendix A.1)
 * - where `uₖ < reviveBelow`, the code is revived: `eₖ` becomes a vector of the batch, drawn with the step's numbers, and `uₖ` becomes 1
 *   (Dhariwal et al. 2020, section 3.1). The slots of an optimizer stay.
 */
export function codebookTraining({ codes, update, decay, reviveBelow }: QuantizedConfig): CodeTraining {
  return {
    draws: () =>
      reviveBelow === 0 ? {} : { [revivalName]: { purpose: purposes.revival, shape: [codes], distribution: { kind: 'uniform' } } },
    update({ heads, code: { details = {} }, draws, weights, state }): CodeUpdate {
      const { statistics, parameters } = state;
      const codebook = named<tf.Tensor2D>(update === 'loss' ? parameters : statistics, codebookName);
      const chosen = named<tf.Tensor2D>(details, 'chosen');
      const [count, dimension] = [chosen.shape[0], codebook.shape[1]];
      const vectors = tf.reshape<tf.Rank.R2>(head(heads, 'code'), [count, dimension]);
      const equalUse = count / codes;
      const uses = tf.sum<tf.Tensor1D>(chosen, 0);
      const use = tf.add<tf.Tensor1D>(tf.mul(named(statistics, useName), decay), tf.mul(uses, (1 - decay) / equalUse));
      const moved = update === 'loss' ? codebook : movedCodes();
      const epochUse = tf.add<tf.Tensor1D>(tf.mul(named(statistics, epochUseName), weights('continuesEpoch')), uses);
      const isRevived = tf.reshape<tf.Rank.R2>(tf.less(use, reviveBelow), [codes, 1]);
      const drawn = reviveBelow === 0 ? null : drawnVectors();
      return {
        statistics: {
          [useName]: drawn === null ? use : tf.where(tf.less(use, reviveBelow), tf.onesLike(use), use),
          [epochUseName]: epochUse,
          ...(update === 'loss' ? {} : { [codebookName]: drawn === null ? moved : tf.where(isRevived, drawn, moved) }),
        },
        replacedRows: update === 'loss' && drawn !== null ? { [codebookName]: { isReplaced: isRevived, values: drawn } } : {},
        metrics: { perplexity: perplexityOf(epochUse), codesInUse: tf.sum(tf.cast(tf.greater(epochUse, 0), 'float32')) },
      };

      function movedCodes(): tf.Tensor2D {
        const sums = tf.matMul<tf.Tensor2D>(chosen, vectors, true);
        const difference = tf.sub(sums, tf.mul(codebook, tf.expandDims(uses, 1)));
        // An unused code has no difference to divide.
        const weight = tf.div(1 - decay, tf.maximum(tf.mul(use, equalUse), leastUse));
        return tf.add(codebook, tf.mul(difference, tf.expandDims(weight, 1)));
      }

      function drawnVectors(): tf.Tensor2D {
        const rows = tf.minimum(tf.floor(tf.mul(named(draws, revivalName), count)), count - 1);
        // A product with one-hot rows: TensorFlow.js's gather reads the numbers of its rows back, which a compiled step can't.
        const drawnRows = tf.oneHot(tf.cast(rows, 'int32') as tf.Tensor1D, count, 1, 0, 'float32') as tf.Tensor2D;
        return tf.matMul(drawnRows, vectors);
      }
    },
  };
}

const leastUse = 1e-12;

/** exp(−Σ p log p); a share of 0 adds nothing. */
function perplexityOf(use: tf.Tensor1D): tf.Scalar {
  const shares = tf.div(use, tf.sum(use));
  return tf.exp(tf.neg(tf.sum<tf.Scalar>(tf.mul(shares, tf.log(tf.maximum(shares, leastUse))))));
}
