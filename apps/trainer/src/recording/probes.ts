import type { Dataset, Samples } from '@hourglass/datasets';
import type { NewProbeSet } from '@hourglass/db';
import { at } from '@hourglass/presentation/at';
import { encodeAtlas } from './atlas.ts';
import { valueRange } from './value-range.ts';

/** Adds the mean to each row: from centred values, which the model sees, to the range of the data. */
export function addMean(values: Float32Array, mean: Float32Array): Float32Array<ArrayBuffer> {
  const sums = new Float32Array(values.length);
  for (let from = 0; from < values.length; from += mean.length) addRow(sums.subarray(from), values.subarray(from), mean);
  return sums;
}

/** A separate function: V8 optimizes a function that is called often sooner than one long loop. */
function addRow(sums: Float32Array, values: Float32Array, mean: Float32Array): void {
  for (let column = 0; column < mean.length; column++) sums[column] = at(values, column) + at(mean, column);
}

/** The probe set with its original samples and their picture. It is stored once for all runs on the data set. */
export function describeProbeSet(dataset: Dataset): NewProbeSet {
  const { probeSet, sampleShape, kind, id } = dataset;
  const originals = rowsOf(dataset.test, probeSet.indices);
  const { low, high } = valueRange(dataset);
  const { png, columns } = encodeAtlas({ values: originals, count: probeSet.indices.length, shape: dataset, low, high });
  return {
    dataset: id,
    version: probeSet.version,
    hash: probeSet.hash,
    sampleShape,
    kind,
    indices: probeSet.indices,
    labels: probeSet.labels,
    classes: dataset.classes,
    scaling: dataset.scaling,
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
    for (let column = 0; column < size; column++) taken[index * size + column] = at(values, row * size + column) / divisor;
  });
  return taken;
}
