import type { Json } from '@hourglass/sweeps';

/**
 * Half height of each layer including the decoder, from 0 to 1, proportional to the square root of its size; empty if the sizes are
 * invalid.
 */
export function hourglassShape(sizes: readonly Json[]): readonly number[] {
  const numbers = sizes.filter((size): size is number => typeof size === 'number' && Number.isFinite(size) && size >= 1);
  if (numbers.length < 2 || numbers.length !== sizes.length) return [];
  const heights = numbers.map((size) => Math.sqrt(size));
  const largest = Math.max(...heights);
  return [...heights, ...heights.toReversed().slice(1)].map((height) => height / largest);
}
