import { dataShapeOf, isPlotted, type PictureSize, pictureSize } from '@hourglass/datasets/data-kind';
import type { Run, Store } from '@hourglass/db';
import type { NamedEpoch } from '@hourglass/model/metrics';
import { at } from '@hourglass/presentation/at';
import { type ColourMap, lookupTable } from '@hourglass/presentation/colour-maps';
import { withPixelsPerInch } from '@hourglass/presentation/png-resolution';
import {
  isBarPlot,
  pictureFactor,
  plotBase,
  plotGrid,
  plotHeight,
  plotIndex,
  plotLeft,
  plotSize,
  stripBox,
} from '@hourglass/presentation/sample-plot';
import { visibleColour } from '@hourglass/presentation/visible-colour';
import { encode } from 'fast-png';
import { type Colour, FigureCanvas } from './figure-canvas.ts';
import { bestReconstructions, probeReconstructions } from './probe-reconstructions.ts';

/** Samples in the seed's figure. */
const samples = 10;
/** Pixels of a side of a value in a picture of 28 × 28, and pixels between cells. */
const scale = 4;
const gap = 2;
const pixelsPerInch = 288;

/**
 * The seed's figure: ten originals over their reconstructions after the best or the last epoch, with the mean added back, as a PNG. Vectors are
 * drawn as plots.
 *
 * @throws TrainerError NOTHING_RECORDED where the run is not complete, or has no best epoch
 */
export async function seedFigure(
  store: Store,
  run: Run,
  options: { readonly map: ColourMap; readonly at: NamedEpoch },
): Promise<Uint8Array> {
  const { map } = options;
  const { probeSet, values } = await (options.at === 'best' ? bestReconstructions(store, run) : probeReconstructions(store, run));
  const shape = dataShapeOf(probeSet);
  const count = Math.min(samples, probeSet.indices.length);
  const drawn = { ...pictureSize(shape), low: probeSet.low, high: probeSet.high, originals: probeSet.originals, values, count };
  const { data, ...size } = isPlotted(shape) ? drawPlots(drawn) : drawPictures(drawn, map);
  return withPixelsPerInch(encode({ width: size.width, height: size.height, data, depth: 8, channels: 3 }), pixelsPerInch);
}

interface Drawn extends PictureSize {
  readonly low: number;
  readonly high: number;
  /** `[samples, height · width · channels]`, as are `values`. */
  readonly originals: Float32Array;
  readonly values: Float32Array;
  /** Samples to draw. */
  readonly count: number;
}

function drawPictures({ width, height, channels, low, high, originals, values, count }: Drawn, map: ColourMap): FigureCanvas {
  const side = scale * pictureFactor({ width, height });
  const canvas = new FigureCanvas(count * (width * side + gap) + gap, 2 * (height * side + gap) + gap);
  const colours = lookupTable(map);
  [originals, values].forEach((source, row) => {
    for (let index = 0; index < count * width * height; index++) {
      const [sample, pixel] = [Math.floor(index / (width * height)), index % (width * height)];
      const levels = Array.from({ length: channels }, (_, channel) => levelOf(at(source, index * channels + channel), { low, high }));
      const [gray = 0] = levels;
      const colour = channels === 1 ? colours.subarray(3 * gray, 3 * gray + 3) : visibleColour(levels);
      const left = gap + sample * (width * side + gap) + (pixel % width) * side;
      const top = gap + row * (height * side + gap) + Math.floor(pixel / width) * side;
      canvas.fill({ left, top, width: side, height: side }, colour);
    }
  });
  return canvas;
}

/** NaN has the level of the lowest value. */
function levelOf(value: number, { low, high }: Pick<Drawn, 'low' | 'high'>): number {
  const level = Math.round((255 * (value - low)) / (high - low));
  return Math.min(255, Math.max(0, level)) || 0;
}

const gray: Colour = [153, 153, 153];
const blue: Colour = [0, 114, 178];

/** A plot to draw. Reconstructions are drawn in front of originals, in another colour. */
interface PlotCell {
  readonly sample: number;
  readonly row: 0 | 1;
  readonly isFront: boolean;
}

/** Samples as plots: the originals above, and below them the reconstructions over the originals, with a strip for each channel. */
function drawPlots({ width, height, low, high, originals, values, count }: Drawn): FigureCanvas {
  const grid = plotGrid({ width, height });
  const { length } = grid;
  const size = plotSize(grid);
  const box = { width: scale * size.width, height: scale * size.height };
  const canvas = new FigureCanvas(count * (box.width + gap) + gap, 2 * (box.height + gap) + gap);
  const limits = { low, high };
  const drawStrip = (source: Float32Array, { sample, row, isFront }: PlotCell, strip: number) => {
    const colour = isFront ? blue : gray;
    const own = stripBox(grid, strip, box);
    const [left, top] = [gap + sample * (box.width + gap), gap + row * (box.height + gap) + own.top];
    const points = Array.from({ length }, (_, step): readonly [number, number] => {
      const value = at(source, sample * length * grid.strips + plotIndex(grid, step, strip));
      return [left + plotLeft(step, length, box), top + plotHeight(value, limits, own)];
    });
    const base = top + plotBase(limits, own);
    const barWidth = (box.width / length) * (isFront ? 0.4 : 0.8);
    let [before] = points;
    for (const point of points) {
      const [x, y] = point;
      const bar = { left: x - barWidth / 2, top: Math.min(y, base), width: barWidth, height: Math.max(1, Math.abs(base - y)) };
      if (isBarPlot(length)) canvas.fill(bar, colour);
      else if (before !== undefined) canvas.line(before, point, { thickness: isFront ? 2 : 3, colour });
      before = point;
    }
  };
  const draw = (source: Float32Array, cell: PlotCell) => {
    for (let strip = 0; strip < grid.strips; strip++) drawStrip(source, cell, strip);
  };
  for (let sample = 0; sample < count; sample++) {
    draw(originals, { sample, row: 0, isFront: false });
    draw(originals, { sample, row: 1, isFront: false });
    draw(values, { sample, row: 1, isFront: true });
  }
  return canvas;
}
