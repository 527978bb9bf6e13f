import * as tf from '@tensorflow/tfjs-core';
import { columnMoments } from '../column-moments.ts';
import { boundedLogVariance, type NormalCodes, normalLogDensity, posteriorLogDensity } from '../normal-density.ts';
import { purposes } from '../random.ts';
import { named } from '../tensor-map.ts';
import type { CodeHeads, SampledCodeModel, SampledLosses } from './code-model.ts';
import { decomposedDivergence } from './decomposed-divergence.ts';
import { head } from './head.ts';
import { lossOfOne } from './loss-of-one.ts';
import { sameForEach } from './same-for-each.ts';
import { leastForActivity, type VariationalConfig } from './variational-config.ts';

/** A dimension of the code is in use if its mean varies by more than this over the samples   Burda, Grosse & Salakhutdinov 2016, section 5.2 */
const activeVariance = 0.01;

/**
 * A code from the normal distribution with the mean and the variance that the encoder gives, `z = μ + σ ε`, and its divergence from the standard
 * normal distribution, `KL = ½ Σ μ² + σ² − 1 − log σ²` in nats (Kingma & Welling 2014).
 */
export function variational({ samples, freeBits, capacity, decomposed }: VariationalConfig): SampledCodeModel {
  return {
    samples,
    draws: (batch, codeSize) => ({ code: { purpose: purposes.code, shape: [batch, samples, codeSize], distribution: { kind: 'normal' } } }),
    mean: (heads) => head(heads, 'code'),
    sample(heads, draws) {
      const { mean, logVariance } = posteriorOf(heads);
      const [batch, codeSize] = mean.shape;
      const epsilon = tf.reshape<tf.Rank.R3>(named(draws, 'code'), [batch, samples, codeSize]);
      const deviation = tf.expandDims<tf.Tensor3D>(tf.exp(tf.mul(logVariance, 0.5)), 1);
      const z = tf.add(tf.expandDims<tf.Tensor3D>(mean, 1), tf.mul(deviation, epsilon));
      return { z: tf.reshape<tf.Rank.R2>(z, [batch * samples, codeSize]), samples };
    },
    terms({ heads, code, losses, draws, weights }) {
      const posterior = posteriorOf(heads);
      const klByDimension = divergenceByDimension(posterior);
      const kl = tf.sum<tf.Tensor1D>(klByDimension, 1);
      const common = { terms: { kl }, vectors: { klByDimension } };
      if (samples > 1) {
        // −log of the mean weight   Burda, Grosse & Salakhutdinov 2016, equation 8
        const logWeights = logWeightsOf({ heads, code, losses, draws }, weights('beta'));
        return { ...common, objective: tf.sub(Math.log(samples), tf.logSumExp(logWeights, 1)) };
      }
      const loss = lossOfOne(losses);
      if (decomposed !== null) {
        const { objective, terms } = decomposedDivergence({ z: code.z, posterior, weights });
        return { ...common, terms: { kl, ...terms, weightedKl: objective }, objective: tf.add(loss, objective) };
      }
      const counted = freeBits > 0 ? atLeast(klByDimension, freeBits) : kl;
      const distance = capacity === null ? counted : tf.abs(tf.sub(counted, weights('capacity')));
      const weightedKl = tf.mul<tf.Tensor1D>(distance, weights('beta'));
      return { ...common, terms: { kl, weightedKl }, objective: tf.add(loss, weightedKl) };
    },
    logWeights: (given) => logWeightsOf(given, 1),
    summarise: (codes, codeSize) =>
      codes.length / codeSize < leastForActivity
        ? {}
        : { activeUnits: columnMoments(codes, codeSize).filter(({ variance }) => variance > activeVariance).length },
  };
}

function posteriorOf(heads: CodeHeads): NormalCodes {
  return { mean: head(heads, 'code'), logVariance: boundedLogVariance(head(heads, 'logVariance')) };
}

/** ½ (μ² + σ² − 1 − log σ²) */
function divergenceByDimension({ mean, logVariance }: NormalCodes): tf.Tensor2D {
  return tf.mul(tf.sub(tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), 1), logVariance), 0.5);
}

/** Σ max(λ, KL of a dimension, averaged over the batch), the same for each input   Kingma et al. 2016, equation 15 */
function atLeast(klByDimension: tf.Tensor2D, freeBits: number): tf.Tensor1D {
  return sameForEach(tf.sum(tf.maximum(tf.mean(klByDimension, 0), freeBits)), klByDimension.shape[0]);
}

/** log w = log p(x|z) + β (log p(z) − log q(z|x)) */
function logWeightsOf({ heads, code, losses, draws }: SampledLosses, beta: tf.Tensor | number): tf.Tensor2D {
  const [batch, samples] = losses.shape;
  const { mean, logVariance } = posteriorOf(heads);
  const epsilon = tf.reshape<tf.Rank.R3>(named(draws, 'code'), [batch, samples, mean.shape[1]]);
  const prior = tf.reshape<tf.Rank.R2>(normalLogDensity(code.z), [batch, samples]);
  return tf.sub(tf.mul(tf.sub(prior, posteriorLogDensity({ mean, logVariance }, epsilon)), beta), losses);
}
