import type { ResidentSamples } from '@hourglass/engine/contract';

export function allRows({ count }: ResidentSamples): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}

/** In double precision, so that the order of many small numbers does not matter. */
export function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: Float32Array): number {
  return sum(values) / values.length;
}
