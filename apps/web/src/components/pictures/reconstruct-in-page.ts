import { reconstructSamples, spannedProjection } from '@hourglass/model/reconstruct';
import { sizeOfShape } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { decodeTestSamples } from '#wire/test-samples-buffer.ts';
import { fetchBytes } from './fetch-bytes.ts';
import type { ModelSource } from './model-source.ts';
import { checkpointUrl, probeValuesUrl, type ReconstructRequest } from './picture-request.ts';
import { exactPictures, type Pictures } from './pictures.ts';

/*
 * TensorFlow.js's plain JavaScript backend: some fifty samples take a tenth of a second, it gives float32 on every machine where WebGL
 * may give 16 bits, and it needs no graphics card.
 */

/** Reconstructs test samples that nobody recorded. @throws Error with a sentence for the reader */
export async function reconstructInPage(request: ReconstructRequest, models: ModelSource, signal: AbortSignal): Promise<Pictures> {
  const { layout, samplesUrl } = request;
  const size = sizeOfShape(layout.sampleShape);
  const response = await fetchBytes(samplesUrl, signal);
  const { mean, samples, labels } = decodeTestSamples(await response.arrayBuffer(), size);
  const x = samples.map((value, index) => value - at(mean, index % size));
  const y = await reconstruct(request, { x, mean, size, labels }, models, signal);
  return exactPictures(
    y.map((value, index) => value + at(mean, index % size)),
    layout,
  );
}

interface Centred {
  /** `[rows, size]`, the mean subtracted */
  readonly x: Float32Array;
  readonly mean: Float32Array;
  readonly size: number;
  readonly labels: Uint8Array | null;
}

async function reconstruct(
  { by, run, at: which, attempt, layout }: ReconstructRequest,
  { x, mean, size, labels }: Centred,
  models: ModelSource,
  signal: AbortSignal,
): Promise<Float32Array> {
  switch (by.kind) {
    case 'mean':
      return new Float32Array(x.length);
    case 'pca': {
      const response = await fetchBytes(probeValuesUrl(run, attempt), signal);
      const recorded = new Float32Array(await response.arrayBuffer()).map((value, index) => value - at(mean, index % size));
      const project = spannedProjection(recorded, size, by.codeSize);
      if (project === null)
        throw new Error(`PCA ${by.codeSize} can’t be recomputed: the probe set has too few samples to span its components.`);
      return project(x);
    }
    case 'checkpoint': {
      const { parameters, checkpoint } = await models(run, which, signal);
      if (checkpoint === null)
        throw new Error(
          which === 'best'
            ? 'No checkpoint of a best epoch is kept of this run. Show the last epoch instead.'
            : 'No checkpoint is kept of this run: the first is written after its first epoch.',
        );
      const response = await fetchBytes(checkpointUrl(run, checkpoint.step), signal);
      await startBackend();
      return reconstructSamples(parameters, new Uint8Array(await response.arrayBuffer()), {
        x,
        sampleShape: layout.sampleShape,
        ...(labels === null ? {} : { labels }),
      });
    }
  }
}

async function startBackend(): Promise<void> {
  if (tf.getBackend() !== 'cpu' && !(await tf.setBackend('cpu'))) throw new Error('TensorFlow.js did not start in this browser.');
}
