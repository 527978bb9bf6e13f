import type { ResidentSamples } from '@hourglass/engine/contract';
import type { FittedBaseline } from './baseline.ts';
import { breathe } from './breathe.ts';

const rowsPerTurn = 100;

/** Cost of every sample, `[count]`: `sum((y − x)²)` over its values, summed in float64. @throws the signal's reason after an abort */
export async function baselineCosts(fitted: FittedBaseline, samples: ResidentSamples, signal?: AbortSignal): Promise<Float32Array> {
  const costs = new Float32Array(samples.count);
  for (let from = 0; from < samples.count; from += rowsPerTurn) {
    await breathe(signal);
    const rows = Int32Array.from({ length: Math.min(rowsPerTurn, samples.count - from) }, (_, offset) => from + offset);
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
  for (let index = 0; index < x.length; index++) {
    const row = Math.floor(index / fitted.size);
    costs[row] = (costs[row] ?? 0) + ((y[index] ?? 0) - (x[index] ?? 0)) ** 2;
  }
  return costs;
}

/** The samples that a network sees, to the bit: `fround(fround(value / divisor) − mean)`. */
function gather({ size, values, divisor, mean }: ResidentSamples, rows: Int32Array): Float64Array {
  const x = new Float64Array(rows.length * size);
  rows.forEach((row, position) => {
    for (let column = 0; column < size; column++) {
      x[position * size + column] = Math.fround(Math.fround((values[row * size + column] ?? 0) / divisor) - (mean[column] ?? 0));
    }
  });
  return x;
}
