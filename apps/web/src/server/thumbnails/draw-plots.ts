import { thumbnailPlot } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';
import { isBarPlot, plotBase, plotHeight, plotLeft } from '@hourglass/presentation/sample-plot';

export interface PlotSamples {
  readonly low: number;
  readonly high: number;
  readonly originals: Float32Array;
}

/** Width of a plot, as a multiple of its height, and space between two. */
const aspect = 2;
const gap = 4;

/** Plots side by side as an SVG: each reconstruction, given as 8-bit levels, over its original. */
export function drawPlots(samples: readonly Uint8Array[], { low, high, originals }: PlotSamples, height: number): string {
  const pitch = aspect * height;
  const box = { width: pitch - gap, height };
  const limits = { low, high };
  const parts = samples.map((levels, sample) => {
    const count = levels.length;
    const values = {
      original: Array.from(levels, (_, index) => at(originals, sample * count + index)),
      reconstruction: Array.from(levels, (level) => low + ((high - low) * level) / 255),
    };
    const x = (index: number) => round(plotLeft(index, count, box));
    const y = (value: number) => round(plotHeight(value, limits, box));
    const base = round(plotBase(limits, box));
    const drawn = (['original', 'reconstruction'] as const).map((role) => {
      const own = values[role];
      if (!isBarPlot(count)) {
        const points = own.map((value, index) => `${x(index)},${y(value)}`).join(' ');
        return `<polyline points="${points}" fill="none" stroke="${thumbnailPlot[role]}" stroke-width="${role === 'original' ? 1.5 : 1}"/>`;
      }
      const width = round((box.width / count) * (role === 'original' ? 0.8 : 0.4));
      // A bar of height zero would be invisible.
      const end = (value: number) => (Math.abs(y(value) - base) < 1 ? base - 1 : y(value));
      const bars = own.map((value, index) => `M${x(index)} ${base}V${end(value)}`).join('');
      return `<path d="${bars}" fill="none" stroke="${thumbnailPlot[role]}" stroke-width="${width}"/>`;
    });
    return `<g transform="translate(${sample * pitch})">${drawn.join('')}</g>`;
  });
  const width = Math.max(1, samples.length) * pitch;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
