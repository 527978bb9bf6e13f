import type { Json } from '@hourglass/sweeps';

/** Half heights of a network's layers, from 0 to 1, decoder included, by the roots of their sizes; empty where the sizes are none. */
export function hourglassShape(sizes: readonly Json[]): readonly number[] {
  const numbers = sizes.filter((size): size is number => typeof size === 'number' && Number.isFinite(size) && size >= 1);
  if (numbers.length < 2 || numbers.length !== sizes.length) return [];
  const heights = numbers.map((size) => Math.sqrt(size));
  const largest = Math.max(...heights);
  return [...heights, ...heights.toReversed().slice(1)].map((height) => height / largest);
}
