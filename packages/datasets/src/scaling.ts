import { at } from './checked.ts';
import { type FittedScale, isFitted, type ScaleKind } from './options.ts';

/**
 * A scale that was fitted to training samples: `x = (value − offset) / factor`. Both have one number for all values of a sample, or one for each.
 */
export interface Scaling {
  readonly kind: FittedScale;
  readonly offset: readonly number[];
  /** Never 0. */
  readonly factor: readonly number[];
}

/**
 * Fits a scale to training samples.
 *
 * - `unit` maps the smallest value to 0 and the largest to 1;
 * - `standard` subtracts the mean and divides by the standard deviation (of the population: the mean squared deviation's root).
 *
 * Where all values are equal, there is nothing to divide by: the factor is 1, and the value becomes 0.
 *
 * @param columns 1 for one scale over all values, as the pixels of an image have; `size` for a scale of each value, as measured quantities need
 */
export function fitScaling(kind: FittedScale, { values }: { readonly values: Uint8Array | Float32Array }, columns: number): Scaling {
  const fitted = Array.from({ length: columns }, (_, column) => {
    const { low, high, mean, deviation } = statisticsOf(values, column, columns);
    if (low === high) return { offset: low, factor: 1 };
    return kind === 'unit' ? { offset: low, factor: high - low } : { offset: mean, factor: deviation };
  });
  return Object.freeze({ kind, offset: fitted.map(({ offset }) => offset), factor: fitted.map(({ factor }) => factor) });
}

/** The scaled values, in float32. */
export function scaled({ offset, factor }: Pick<Scaling, 'offset' | 'factor'>, values: Uint8Array | Float32Array): Float32Array {
  const result = new Float32Array(values.length);
  const columns = offset.length;
  for (let column = 0; column < columns; column++) {
    const [from, by] = [at(offset, column), at(factor, column)];
    for (let index = column; index < values.length; index += columns) result[index] = (at(values, index) - from) / by;
  }
  return result;
}

/** What files hold: bytes, or other numbers, which are held as float32. */
export const valueTypes = ['bytes', 'numbers'] as const;
export type ValueType = (typeof valueTypes)[number];

/** What samples of this type are divided by. A fitted scale makes other numbers of bytes, which are not divided. */
export function divisorOf(type: ValueType, scale: ScaleKind = 'auto'): number {
  return type === 'bytes' && scale !== 'none' && !isFitted(scale) ? 255 : 1;
}

/** How the values of samples, and so the unit of costs, follow from those in files: `x = ((value − offset) / factor) / divisor`, in float64. */
export interface ValueUnit extends Pick<Scaling, 'offset' | 'factor'> {
  readonly divisor: number;
}

/** @param scaling null where none was fitted */
export function valueUnit(divisor: number, scaling: Pick<Scaling, 'offset' | 'factor'> | null): ValueUnit {
  return { divisor, offset: scaling?.offset ?? [0], factor: scaling?.factor ?? [1] };
}

/** Samples in the unit of their files: `value = x · divisor · factor + offset`, rounded to float32 once. */
export function inFileUnit({ divisor, offset, factor }: ValueUnit, values: Float32Array): Float32Array {
  const columns = offset.length;
  return values.map((value, index) => value * divisor * at(factor, index % columns) + at(offset, index % columns));
}

interface Statistics {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Statistics of every `stride`-th value from `first` on, in float64 and in two passes, so that values far from zero keep their deviation. */
function statisticsOf(values: Uint8Array | Float32Array, first: number, stride: number): Statistics {
  let [low, high, sum, squares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let index = first; index < values.length; index += stride) {
    const value = at(values, index);
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  const count = Math.ceil((values.length - first) / stride);
  const mean = sum / count;
  for (let index = first; index < values.length; index += stride) squares += (at(values, index) - mean) ** 2;
  return { low, high, mean, deviation: Math.sqrt(squares / count) };
}
