import { sizeOfShape } from '@hourglass/presentation';
import * as tf from '@tensorflow/tfjs-core';
import { decodeCheckpoint } from './checkpoint.ts';
import { gridOf } from './codes/code-config.ts';
import { conditionSize } from './conditions/condition-config.ts';
import { labelSamples } from './conditions/one-hot.ts';
import { describeNetwork, evaluationRowsOf, type RunConfig } from './config.ts';
import { ModelError } from './errors.ts';
import { type NetworkState, networkStateOf } from './families/pass.ts';
import { createModel } from './model.ts';

/** What a trained model does with samples or codes. */
export type ModelUse = 'encode' | 'decode' | 'reconstruct';

export interface TrainedModel {
  readonly config: RunConfig;
  readonly sampleShape: readonly number[];
  readonly checkpoint: Uint8Array;
  /** The label of each row. Required where the condition is the label. */
  readonly labels?: Uint8Array;
}

/** Values of one row before and after. */
export interface RowSizes {
  readonly input: number;
  readonly output: number;
}

export function rowSizesOf(use: ModelUse, config: RunConfig, sampleShape: readonly number[]): RowSizes {
  const sample = sizeOfShape(sampleShape);
  const { encodedSize } = describeNetwork(config, sampleShape);
  return { input: use === 'decode' ? encodedSize : sample, output: use === 'encode' ? encodedSize : sample };
}

/**
 * Applies the model of a checkpoint to rows, as many at once as an evaluation of its training computes. Samples have the training mean subtracted;
 * a variational code is its mean, a quantized one the number of the code at each position, and a reconstruction the mean of the output distribution.
 * The caller has loaded an engine.
 *
 * @param rows `[count, input]`
 * @returns `[count, output]`
 * @throws ModelError CHECKPOINT_DAMAGED, CHECKPOINT_MISMATCH; DATA_MISMATCH where the condition is the label and a row has none, and where a number
 * to decode is not the number of a code
 */
export async function applyModel(
  use: ModelUse,
  { config, sampleShape, checkpoint, labels }: TrainedModel,
  rows: Float32Array,
): Promise<Float32Array> {
  const model = createModel(config, sampleShape, 0);
  const { input, output } = rowSizesOf(use, config, sampleShape);
  const { state } = decodeCheckpoint(checkpoint);
  const tensors = Object.fromEntries(Object.entries(state).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));
  const network = networkStateOf(tensors);
  const problem = use === 'decode' ? encodedProblem(config, rows) : null;
  if (problem !== null) throw new ModelError('DATA_MISMATCH', `codes: ${problem}`);
  const count = rows.length / input;
  const results = new Float32Array(count * output);
  const atOnce = evaluationRowsOf(config, sampleShape);
  const classes = conditionSize(config.condition);
  if (classes > 0) requireLabels(labels, { classes, count });
  /** The network's state with the labels of these rows. */
  const stateAt = (from: number, length: number): NetworkState => {
    if (classes === 0 || labels === undefined) return network;
    const { values } = labelSamples(labels.subarray(from, from + length), classes);
    return { ...network, label: tf.tensor2d(Float32Array.from(values), [length, classes]) };
  };
  try {
    for (let from = 0; from < count; from += atOnce) {
      const batch = rows.subarray(from * input, (from + atOnce) * input);
      const result = tf.tidy(() => model[use](stateAt(from, batch.length / input), tf.tensor2d(batch, [batch.length / input, input])));
      results.set(await result.data(), from * output);
      result.dispose();
    }
  } finally {
    tf.dispose(tensors);
  }
  return results;
}

/** Null if these encoded samples can be decoded. Otherwise a sentence. */
export function encodedProblem({ code }: Pick<RunConfig, 'code'>, rows: Uint8Array | Float32Array): string | null {
  const grid = gridOf(code);
  if (grid === null) return null;
  const wrong = rows.find((number) => !Number.isInteger(number) || number < 0 || number >= grid.codes);
  if (wrong === undefined) return null;
  return `received the value ${wrong}; a quantized code has at each position the number of a code, a whole number from 0 to ${grid.codes - 1}.`;
}

function requireLabels(labels: Uint8Array | undefined, { classes, count }: { readonly classes: number; readonly count: number }): void {
  const outside = labels?.find((label) => label >= classes);
  if (labels?.length === count && outside === undefined) return;
  const received = outside === undefined ? `${labels?.length ?? 0} labels` : `the label ${outside}`;
  throw new ModelError(
    'DATA_MISMATCH',
    `labels: received ${received} for ${count} rows; the model has the condition "label" and needs one from 0 to ${classes - 1} for each.`,
  );
}
