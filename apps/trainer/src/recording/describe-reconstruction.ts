import type { Dataset } from '@hourglass/datasets';
import type { NewReconstruction } from '@hourglass/db';
import type { ReconstructionsEvent } from '@hourglass/model';
import { encodeAtlas } from './atlas.ts';
import { valueRange } from './value-range.ts';

/**
 * The reconstructions of an epoch as they are stored: one 8-bit picture, with the exact costs and codes.
 *
 * @param values `[probes, size]`, with the mean of the data set added
 */
export function describeReconstruction(
  { epoch, costs, codes }: ReconstructionsEvent,
  values: Float32Array,
  dataset: Dataset,
): Omit<NewReconstruction, 'probeSet'> {
  const { low, high } = valueRange(dataset);
  const { png, columns, clipped } = encodeAtlas({ values, count: costs.length, shape: dataset, low, high });
  return { epoch, atlas: png, atlasColumns: columns, low, high, clippedPixels: clipped, costs, codes };
}
