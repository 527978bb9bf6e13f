import { sizeOfShape } from '@hourglass/presentation';
import * as tf from '@tensorflow/tfjs-core';
import { decodeCheckpoint } from './checkpoint.ts';
import { runConfigSchema } from './config.ts';
import { named } from './tensor-map.ts';
import { trainingFunctions } from './training/training-functions.ts';

/*
 * What a page needs to see what a run makes of any sample. Browser-safe: TensorFlow.js's core and zod; the caller brings a backend.
 */

export { spannedProjection } from './baselines/spanned-projection.ts';

/**
 * What a run makes of samples, by the evaluation that its training uses, run operation by operation: `[rows, size]` → `[rows, size]`, both in the
 * space that a network trains in: divided, the data set's mean subtracted.
 *
 * @param parameters the run's parameters as they are stored: the full configuration
 * @param sampleShape of one sample, for example `[28, 28]`
 * @param checkpoint the bytes of one of its checkpoints
 * @throws ModelError CHECKPOINT_DAMAGED, CHECKPOINT_MISMATCH
 */
export async function reconstructSamples(
  parameters: unknown,
  checkpoint: Uint8Array,
  { x, sampleShape }: { readonly x: Float32Array; readonly sampleShape: readonly number[] },
): Promise<Float32Array> {
  const config = runConfigSchema.parse(parameters);
  const { state } = decodeCheckpoint(checkpoint);
  const { reconstructions } = trainingFunctions(config, sampleShape);
  const size = sizeOfShape(sampleShape);
  const y = tf.tidy(() => {
    const tensors = Object.fromEntries(Object.entries(state).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));
    return named(reconstructions(tensors, tf.tensor2d(x, [x.length / size, size]), {}), 'reconstruction');
  });
  try {
    return Float32Array.from(await y.data());
  } finally {
    y.dispose();
  }
}
