import type { Dataset, Samples } from '@hourglass/datasets';
import type { NewProbeSet } from '@hourglass/db';
import { encodeAtlas } from './atlas.ts';
import { valueRange } from './value-range.ts';

/** Puts the mean back, row by row: from the model's space to the data's own. */
export function addMean(values: Float32Array, mean: Float32Array): Float32Array<ArrayBuffer> {
  return values.map((value, index) => value + (mean[index % mean.length] ?? 0));
}

/** The probe samples as the data has them, ready to be stored once for every run on the data set. */
export function describeProbeSet(dataset: Dataset): NewProbeSet {
  const { probeSet, sampleShape, id } = dataset;
  const originals = rowsOf(dataset.test, probeSet.indices);
  const { low, high } = valueRange(dataset);
  const { png, columns } = encodeAtlas({ values: originals, count: probeSet.indices.length, sampleShape, low, high });
  return {
    dataset: id,
    version: probeSet.version,
    hash: probeSet.hash,
    sampleShape,
    indices: probeSet.indices,
    labels: probeSet.labels,
    atlas: png,
    atlasColumns: columns,
    low,
    high,
    originals,
  };
}

function rowsOf({ values, size, divisor }: Samples, rows: Int32Array): Float32Array {
  const taken = new Float32Array(rows.length * size);
  rows.forEach((row, index) => {
    for (let column = 0; column < size; column++) taken[index * size + column] = (values[row * size + column] ?? Number.NaN) / divisor;
  });
  return taken;
}
