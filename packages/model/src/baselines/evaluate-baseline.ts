import type { ResidentSamples } from '@hourglass/engine/contract';
import { at } from '../checked.ts';
import { rowOf } from '../linear-algebra/vectors.ts';
import type { FittedBaseline } from './baseline.ts';

/** Number of samples that are held as float64 at once. */
const rowsAtOnce = 100;

/** Cost of every sample, `[count]`: `sum((y − x)²)` over its values, summed in float64. */
export function baselineCosts(fitted: FittedBaseline, samples: ResidentSamples): Float32Array {
  const costs = new Float32Array(samples.count);
  for (let from = 0; from < samples.count; from += rowsAtOnce) {
    const rows = Int32Array.from({ length: Math.min(rowsAtOnce, samples.count - from) }, (_, offset) => from + offset);
    costs.set(costsOf(fitted, gather(samples, rows)), from);
  }
  return costs;
}

/** Reconstructions of chosen rows, `[rows, size]`, the data set's mean subtracted, as a run's reconstructions are. */
export function baselineReconstructions(fitted: FittedBaseline, samples: ResidentSamples, rows: Int32Array): Float32Array {
  return Float32Array.from(fitted.reconstruct(gather(samples, rows)));
}

function costsOf(fitted: FittedBaseline, x: Float64Array): Float64Array {
  const y = fitted.reconstruct(x);
  const costs = new Float64Array(x.length / fitted.size);
  for (let row = 0; row < costs.length; row++) {
    let cost = 0;
    for (let index = row * fitted.size; index < (row + 1) * fitted.size; index++) cost += (at(y, index) - at(x, index)) ** 2;
    costs[row] = cost;
  }
  return costs;
}

/** The samples that a network sees, to the bit: `fround(fround(value / divisor) − mean)`. */
function gather({ size, values, divisor, mean }: ResidentSamples, rows: Int32Array): Float64Array {
  const x = new Float64Array(rows.length * size);
  const means = Float64Array.from(mean);
  rows.forEach((row, position) => {
    const sample = rowOf(x, position, size);
    sample.set(values.subarray(row * size, (row + 1) * size));
    for (let column = 0; column < size; column++) {
      sample[column] = Math.fround(Math.fround(at(sample, column) / divisor) - at(means, column));
    }
  });
  return x;
}
