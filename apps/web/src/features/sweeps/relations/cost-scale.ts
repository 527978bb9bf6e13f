import { paper } from '@hourglass/presentation';
import { extent, range } from 'd3-array';
import { interpolateViridis } from 'd3-scale-chromatic';

/** Maps costs to colours. */
export interface CostScale {
  readonly low: number;
  readonly high: number;
  /** 0 at the lowest cost, 1 at the highest. A logarithmic scale separates the low costs better. */
  readonly fraction: (cost: number) => number;
}

export function costScale(values: readonly number[], isLog: boolean): CostScale {
  const [low = 0, high = 1] = extent(values);
  const scale = isLog && low > 0 ? Math.log : (value: number) => value;
  const span = scale(high) - scale(low);
  return { low, high, fraction: (cost) => (span === 0 ? 0 : (scale(cost) - scale(low)) / span) };
}

/**
 * Viridis without the end that lacks contrast to the page. Its direction depends on the theme, so that the lowest cost has the strongest
 * contrast.
 */
export function costColour(fraction: number): string {
  return `light-dark(${interpolateViridis(0.88 * fraction)}, ${interpolateViridis(1 - 0.8 * fraction)})`;
}

/** Text colour with enough contrast on `costColour`: viridis becomes bright before its middle. */
export function inkOn(fraction: number): string {
  const [light, dark] = [0.88 * fraction, 1 - 0.8 * fraction].map((position) => (position > 0.44 ? paper.ink : paper.ground));
  return `light-dark(${light}, ${dark})`;
}

/** CSS gradient for legends, from the lowest cost to the highest. */
export const costGradient = `linear-gradient(to right, ${range(0, 1.01, 0.1).map(costColour).join(', ')})`;
