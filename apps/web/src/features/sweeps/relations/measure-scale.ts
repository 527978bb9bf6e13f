import { paper } from '@hourglass/presentation';
import { extent, range } from 'd3-array';
import { interpolateViridis } from 'd3-scale-chromatic';
import type { Measure } from './measure.ts';

/** Maps the values of a measure to colours. */
export interface MeasureScale {
  /** The best value; the lowest one of a measure without a preferred direction. */
  readonly best: number;
  readonly worst: number;
  /** 0 at `best`, 1 at `worst`. A logarithmic scale separates low values better. */
  readonly fraction: (value: number) => number;
}

interface MeasureScaleOptions {
  readonly direction: Measure['direction'];
  readonly isLog: boolean;
}

/** @param isLog whether the scale is logarithmic; values that are not all positive have a linear one */
export function measureScale(values: readonly number[], { direction, isLog }: MeasureScaleOptions): MeasureScale {
  const [low = 0, high = 1] = extent(values);
  const [best, worst] = direction === 'maximise' ? [high, low] : [low, high];
  const scale = isLog && low > 0 ? Math.log : (value: number) => value;
  const span = scale(worst) - scale(best);
  return { best, worst, fraction: (value) => (span === 0 ? 0 : (scale(value) - scale(best)) / span) };
}

/**
 * Viridis without the end that lacks contrast to the page. Its direction depends on the theme, so that the best value has the strongest
 * contrast.
 */
export function measureColour(fraction: number): string {
  return `light-dark(${interpolateViridis(0.88 * fraction)}, ${interpolateViridis(1 - 0.8 * fraction)})`;
}

/** Text colour with enough contrast on `measureColour`: viridis becomes bright before its middle. */
export function inkOn(fraction: number): string {
  const [light, dark] = [0.88 * fraction, 1 - 0.8 * fraction].map((position) => (position > 0.44 ? paper.ink : paper.ground));
  return `light-dark(${light}, ${dark})`;
}

/** CSS gradient for legends, from the best value to the worst. */
export const measureGradient = `linear-gradient(to right, ${range(0, 1.01, 0.1).map(measureColour).join(', ')})`;
