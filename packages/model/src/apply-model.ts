import { sizeOfShape } from '@hourglass/presentation';
import * as tf from '@tensorflow/tfjs-core';
import { decodeCheckpoint } from './checkpoint.ts';
import { describeNetwork, type RunConfig } from './config.ts';
import { networkStateOf } from './families/pass.ts';
import { createModel } from './model.ts';
import { evaluationRowsOf } from './training/program.ts';

/** What a trained model does with samples or codes. */
export type ModelUse = 'encode' | 'decode' | 'reconstruct';

/** Values of one row before and after. */
export interface RowSizes {
  readonly input: number;
  readonly output: number;
}

export function rowSizesOf(use: ModelUse, config: RunConfig, sampleShape: readonly number[]): RowSizes {
  const sample = sizeOfShape(sampleShape);
  const { codeSize } = describeNetwork(config, sampleShape);
  return { input: use === 'decode' ? codeSize : sample, output: use === 'encode' ? codeSize : sample };
}

/**
 * Applies the model of a checkpoint to rows, as many at once as an evaluation of its training computes. Samples have the training mean subtracted;
 * a variational code is its mean, and a reconstruction the mean of the output distribution. The caller has loaded an engine.
 *
 * @param rows `[count, input]`
 * @returns `[count, output]`
 * @throws ModelError CHECKPOINT_DAMAGED, CHECKPOINT_MISMATCH
 */
export async function applyModel(
  use: ModelUse,
  {
    config,
    sampleShape,
    checkpoint,
  }: { readonly config: RunConfig; readonly sampleShape: readonly number[]; readonly checkpoint: Uint8Array },
  rows: Float32Array,
): Promise<Float32Array> {
  const model = createModel(config, sampleShape, 0);
  const { input, output } = rowSizesOf(use, config, sampleShape);
  const { state } = decodeCheckpoint(checkpoint);
  const tensors = Object.fromEntries(Object.entries(state).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));
  const network = networkStateOf(tensors);
  const count = rows.length / input;
  const results = new Float32Array(count * output);
  const atOnce = evaluationRowsOf(config, sampleShape);
  try {
    for (let from = 0; from < count; from += atOnce) {
      const batch = rows.subarray(from * input, (from + atOnce) * input);
      const result = tf.tidy(() => model[use](network, tf.tensor2d(batch, [batch.length / input, input])));
      results.set(await result.data(), from * output);
      result.dispose();
    }
  } finally {
    tf.dispose(tensors);
  }
  return results;
}
