import { extent, range } from 'd3-array';
import { interpolateViridis } from 'd3-scale-chromatic';

/** From costs to colours. */
export interface CostScale {
  readonly low: number;
  readonly high: number;
  /** 0 at the lowest cost, 1 at the highest. Logarithmic for costs, of which the low ones are to be told apart. */
  readonly fraction: (cost: number) => number;
}

export function costScale(values: readonly number[], isLog: boolean): CostScale {
  const [low = 0, high = 1] = extent(values);
  const scale = isLog && low > 0 ? Math.log : (value: number) => value;
  const span = scale(high) - scale(low);
  return { low, high, fraction: (cost) => (span === 0 ? 0 : (scale(cost) - scale(low)) / span) };
}

/** Viridis, cut short of the end that the page would swallow, and turned round with the theme: the lowest cost stands out most. */
export function costColour(fraction: number): string {
  return `light-dark(${interpolateViridis(0.88 * fraction)}, ${interpolateViridis(1 - 0.8 * fraction)})`;
}

/** Legible on `costColour`: viridis turns bright before its middle. */
export function inkOn(fraction: number): string {
  const [light, dark] = [0.88 * fraction, 1 - 0.8 * fraction].map((place) => (place > 0.44 ? '#000000' : '#ffffff'));
  return `light-dark(${light}, ${dark})`;
}

/** For legends: from the lowest cost to the highest. */
export const costGradient = `linear-gradient(to right, ${range(0, 1.01, 0.1).map(costColour).join(', ')})`;
