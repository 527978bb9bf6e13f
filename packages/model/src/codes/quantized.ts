import type { StateValue } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { at } from '../checked.ts';
import { randomArrays } from '../random.ts';
import { named } from '../tensor-map.ts';
import type { CodeModel, CodeState } from './code-model.ts';
import { codebookName, codebookTraining, initialUse } from './codebook-training.ts';
import { head } from './head.ts';
import { lossOfOne } from './loss-of-one.ts';
import { nearestCodes, straightThrough, withoutGradient } from './nearest-codes.ts';
import { perplexity } from './perplexity.ts';
import type { QuantizedConfig } from './quantized-config.ts';

/**
 * The vector at each position, replaced by the nearest code. An encoded sample is the number of the code at each position, from 0; the decoder gets the
 * codes themselves. The objective gains `commitment · ‖z − sg(e)‖²`, and with `update: loss` also `‖sg(z) − e‖²`, summed over the positions
 * (van den Oord et al. 2017, equation 3).
 */
export function quantized(config: QuantizedConfig): CodeModel {
  const { codes, codeDimension, update } = config;
  const isParameter = update === 'loss';
  const codebookOf = ({ parameters, statistics }: CodeState) => named<tf.Tensor2D>(isParameter ? parameters : statistics, codebookName);
  const vectorsOf = (values: tf.Tensor2D) => tf.reshape<tf.Rank.R2>(values, [-1, codeDimension]);
  /** `[batch, positions · codeDimension]` of one-hot choices `[batch · positions, codes]`. */
  const codesOf = (chosen: tf.Tensor2D, codebook: tf.Tensor2D, batch: number) =>
    tf.reshape<tf.Rank.R2>(tf.matMul(chosen, codebook), [batch, -1]);
  const codebook = (seed: number) => ({ [codebookName]: initialCodebook(config, seed) });
  return {
    samples: 1,
    parameters: (seed) => (isParameter ? codebook(seed) : {}),
    statistics: (seed) => ({ ...(isParameter ? {} : codebook(seed)), ...initialUse(codes) }),
    draws: () => ({}),
    mean(heads, state) {
      const values = head(heads, 'code');
      const numbers = tf.argMax(nearestCodes(vectorsOf(values), codebookOf(state)), 1);
      return tf.reshape<tf.Rank.R2>(tf.cast(numbers, 'float32'), [values.shape[0], -1]);
    },
    decoded(numbers, state) {
      const chosen = tf.oneHot(tf.cast(tf.reshape(numbers, [numbers.size]), 'int32'), codes, 1, 0, 'float32') as tf.Tensor2D;
      return codesOf(chosen, codebookOf(state), numbers.shape[0]);
    },
    sample(heads, _, state) {
      const values = head(heads, 'code');
      const chosen = nearestCodes(vectorsOf(values), codebookOf(state));
      const nearest = codesOf(chosen, codebookOf(state), values.shape[0]);
      return { z: straightThrough(values, nearest), samples: 1, details: { chosen, nearest } };
    },
    terms({ heads, code: { details = {} }, losses, weights }) {
      const values = head(heads, 'code');
      const nearest = named<tf.Tensor2D>(details, 'nearest');
      const distance = (a: tf.Tensor2D, b: tf.Tensor2D) => tf.sum<tf.Tensor1D>(tf.square(tf.sub(a, b)), 1);
      const quantizationError = distance(values, withoutGradient(nearest));
      const commitment = tf.mul<tf.Tensor1D>(quantizationError, weights('commitment'));
      const added = isParameter ? tf.add(commitment, distance(withoutGradient(values), nearest)) : commitment;
      return { objective: tf.add<tf.Tensor1D>(lossOfOne(losses), added), terms: { quantizationError }, vectors: {} };
    },
    training: codebookTraining(config),
    summarise(numbers) {
      const use = new Float64Array(codes);
      for (const number of numbers) use[number] = at(use, number) + 1;
      return { perplexity: perplexity(use), codesInUse: use.filter((count) => count > 0).length };
    },
  };
}

/** Uniform in ±1/codes. */
function initialCodebook({ codes, codeDimension }: QuantizedConfig, seed: number): StateValue {
  const uniforms = randomArrays(seed, 'codebook').uniforms(codes * codeDimension);
  return { shape: [codes, codeDimension], values: Float32Array.from(uniforms, (uniform) => (2 * uniform - 1) / codes) };
}
