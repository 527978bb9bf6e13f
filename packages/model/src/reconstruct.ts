import { applyModel } from './apply-model.ts';
import { runConfigSchema } from './config.ts';

/*
 * Reconstructs any sample with a run's model in a page. Browser-safe: TensorFlow.js's core and zod; the caller brings a backend.
 */

export { spannedProjection } from './baselines/spanned-projection.ts';

/**
 * Reconstructs samples with a run's model, by the functions that its training evaluates, operation by operation: `[rows, size]` → `[rows, size]`,
 * both in the space that a network trains in: divided, the data set's mean subtracted.
 *
 * @param parameters the run's parameters as they are stored: the full configuration
 * @param sampleShape of one sample, for example `[28, 28]`
 * @param checkpoint the bytes of one of its checkpoints
 * @param labels of the samples; required where the condition is the label
 * @throws ModelError CHECKPOINT_DAMAGED, CHECKPOINT_MISMATCH
 */
export function reconstructSamples(
  parameters: unknown,
  checkpoint: Uint8Array,
  { x, sampleShape, labels }: { readonly x: Float32Array; readonly sampleShape: readonly number[]; readonly labels?: Uint8Array },
): Promise<Float32Array> {
  return applyModel(
    'reconstruct',
    { config: runConfigSchema.parse(parameters), sampleShape, checkpoint, ...(labels === undefined ? {} : { labels }) },
    x,
  );
}
