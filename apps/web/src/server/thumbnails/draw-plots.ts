import { thumbnailPlot } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';
import { isBarPlot, type PlotGrid, plotBase, plotHeight, plotIndex, plotLeft, stripBox } from '@hourglass/presentation/sample-plot';

export interface PlotSamples {
  readonly low: number;
  readonly high: number;
  readonly originals: Float32Array;
  readonly grid: PlotGrid;
}

/** Width of a plot, as a multiple of its height, and space between two. */
const aspect = 2;
const gap = 4;

/** Plots side by side as an SVG: each reconstruction, given as 8-bit levels, over its original, with a strip for each channel. */
export function drawPlots(samples: readonly Uint8Array[], { low, high, originals, grid }: PlotSamples, height: number): string {
  const pitch = aspect * height;
  const box = { width: pitch - gap, height };
  const limits = { low, high };
  const parts = samples.map((levels, sample) => {
    const strips = Array.from({ length: grid.strips }, (_, strip) => {
      const own = stripBox(grid, strip, box);
      const indices = Array.from({ length: grid.length }, (__, step) => plotIndex(grid, step, strip));
      const values = {
        original: indices.map((index) => at(originals, sample * levels.length + index)),
        reconstruction: indices.map((index) => low + ((high - low) * at(levels, index)) / 255),
      };
      const x = (step: number) => round(plotLeft(step, grid.length, box));
      const y = (value: number) => round(own.top + plotHeight(value, limits, own));
      const base = round(own.top + plotBase(limits, own));
      return (['original', 'reconstruction'] as const).map((role) => {
        const drawn = values[role];
        if (!isBarPlot(grid.length)) {
          const points = drawn.map((value, step) => `${x(step)},${y(value)}`).join(' ');
          return `<polyline points="${points}" fill="none" stroke="${thumbnailPlot[role]}" stroke-width="${role === 'original' ? 1.5 : 1}"/>`;
        }
        const width = round((box.width / grid.length) * (role === 'original' ? 0.8 : 0.4));
        // A bar of height zero would be invisible.
        const end = (value: number) => (Math.abs(y(value) - base) < 1 ? base - 1 : y(value));
        const bars = drawn.map((value, step) => `M${x(step)} ${base}V${end(value)}`).join('');
        return `<path d="${bars}" fill="none" stroke="${thumbnailPlot[role]}" stroke-width="${width}"/>`;
      });
    });
    return `<g transform="translate(${sample * pitch})">${strips.flat().join('')}</g>`;
  });
  const width = Math.max(1, samples.length) * pitch;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
