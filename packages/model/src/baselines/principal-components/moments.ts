import type { ResidentSamples } from '@hourglass/engine/contract';
import { at } from '../../checked.ts';
import { addScaled, dot } from '../../linear-algebra/vectors.ts';
import { addSamples, type FitProgress, savedState, unsaved } from '../fit-progress.ts';
import { centeredRow } from './centered-rows.ts';

/** Mean and covariance of samples after the division, in float64, before any mean is subtracted. */
export interface Moments {
  /** `[size]` */
  readonly mean: Float64Array;
  /** `[size, size]`, symmetric; divided by the number of samples, so that its trace is the total variance. */
  readonly covariance: Float64Array;
}

/** `[size]`, in float64; the sum of bytes is exact. */
export function meanOf({ count, size, values, divisor }: ResidentSamples): Float64Array {
  const sums = new Float64Array(size);
  const row = new Float64Array(size);
  for (let start = 0; start < values.length; start += size) {
    row.set(values.subarray(start, start + size));
    addScaled(sums, 1, row);
  }
  return sums.map((sum) => sum / divisor / count);
}

/** `E[|v − E[v]|²]`: the mean cost of the mean. */
export function totalVarianceOf(samples: ResidentSamples, mean: Float64Array): number {
  const row = new Float64Array(samples.size);
  let sum = 0;
  for (let index = 0; index < samples.count; index++) {
    centeredRow(samples, mean, index, row);
    sum += dot(row, row);
  }
  return sum / samples.count;
}

/** The mean in the space that networks train in, where the data set's own mean is already subtracted. */
export function centerOf(mean: Float64Array, samples: ResidentSamples): Float64Array {
  const center = mean.slice();
  addScaled(center, -1, Float64Array.from(samples.mean));
  return center;
}

/**
 * `covariance = E[v vᵀ] − E[v] E[v]ᵀ`, from the products of the values that are not zero: images are mostly background,
 * and products of bytes sum up exactly.
 */
export function momentsOf(samples: ResidentSamples, progress: FitProgress = unsaved): Moments {
  const { count, size, values, divisor } = samples;
  const mean = meanOf(samples);
  const saved = savedState(progress, [size * size]);
  const [products = new Float64Array(size * size)] = saved?.sums ?? [];
  const pass = { pass: 1, samples: saved === null ? 0 : saved.samples, sums: [products], count, multiplications: (size * size) / 2 };
  addSamples(pass, progress, productsOf(products, size, values));
  const covariance = new Float64Array(size * size);
  const scale = divisor * divisor * count;
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const value = at(products, i * size + j) / scale - at(mean, i) * at(mean, j);
      covariance[i * size + j] = value;
      covariance[j * size + i] = value;
    }
  }
  return { mean, covariance };
}

/** Returns a function that adds `v vᵀ` of a row to the products, upper triangle only. */
function productsOf(products: Float64Array, size: number, values: Uint8Array | Float32Array): (row: number) => void {
  const row = new Float64Array(size);
  // Columns with a value, as float64 like the rest: see `at`.
  const columns = new Float64Array(size);
  const present = new Float64Array(size);
  return (index) => {
    row.set(values.subarray(index * size, (index + 1) * size));
    let length = 0;
    for (let column = 0; column < size; column++) {
      const value = at(row, column);
      if (value === 0) continue;
      columns[length] = column;
      present[length] = value;
      length++;
    }
    for (let i = 0; i < length; i++) {
      const value = at(present, i);
      const base = at(columns, i) * size;
      for (let j = i; j < length; j++) {
        const place = base + at(columns, j);
        products[place] = at(products, place) + value * at(present, j);
      }
    }
  };
}
