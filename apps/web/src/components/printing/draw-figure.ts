import { paper, printedPlot } from '@hourglass/presentation';
import type { ColourTable } from '@hourglass/presentation/colour-maps';
import { lookupTable } from '@hourglass/presentation/colour-maps';
import { withPixelsPerInch } from '@hourglass/presentation/png-resolution';
import type { PlotBox } from '@hourglass/presentation/sample-plot';
import { type CellSource, canPaint, type Look, paintSamples } from '#components/pictures/paint.ts';
import { drawSamplePlot, prepareSamplePlot, type SamplePlot } from '#components/pictures/plot-samples.ts';
import type { SampleCell } from '#components/pictures/sample-cell.ts';
import type { Figure } from './figure.ts';
import { figureSvg } from './figure-svg.ts';

/** The sample in a cell of a figure. */
export interface FigurePicture {
  readonly source: CellSource | null;
  readonly look: Look;
  readonly sample: number;
}

/** The samples in a figure's rows and columns. */
export interface FigurePictures {
  readonly rows: number;
  readonly columns: number;
  /** Null for a cell without a sample. */
  readonly pictureAt: (row: number, column: number) => FigurePicture | null;
  readonly colours: ColourTable;
  /** Draws samples as plots. */
  readonly isPlot: boolean;
}

/** Pixels per point: 4 · 72 = 288 dpi, close to the 300 dpi that journals require for images with text. */
const density = 4;

/** What browsers write has no resolution. */
async function pngFile(canvas: OffscreenCanvas): Promise<Blob> {
  const png = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  return new Blob([new Uint8Array(withPixelsPerInch(png, density * 72))], { type: 'image/png' });
}

/** Renders a figure as SVG. */
export async function svgOf(figure: Figure, pictures: FigurePictures): Promise<Blob> {
  const urls = await Promise.all(figure.cells.map(({ row, column, ...box }) => dataUrl(cellCanvas(pictures, row, column, box))));
  const svg = figureSvg(figure, urls, await dataUrl(barCanvas(pictures.colours)));
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** Renders a figure as PNG. */
export function pngOf(figure: Figure, pictures: FigurePictures): Promise<Blob> {
  const { canvas, context } = sheet(Math.ceil(figure.width * density), Math.ceil(figure.height * density));
  context.scale(density, density);
  context.imageSmoothingEnabled = false;
  for (const { row, column, x, y, width, height } of figure.cells) {
    context.drawImage(cellCanvas(pictures, row, column, { width, height }), x, y, width, height);
  }
  const { bar } = figure;
  if (bar !== null) context.drawImage(barCanvas(pictures.colours), bar.x, bar.y, bar.width, bar.height);
  context.fillStyle = paper.ink;
  for (const { x, y, text, size, anchor } of figure.texts) {
    context.font = `${size}px Helvetica, Arial, sans-serif`;
    context.textAlign = anchor === 'middle' ? 'center' : anchor;
    context.fillText(text, x, y);
  }
  return pngFile(canvas);
}

/**
 * Renders the reference figure: originals above reconstructions, four pixels per value (more for small images), two pixels between cells, no text.
 */
export function seedFigureOf(pictures: FigurePictures, cell: Pick<SampleCell, 'width' | 'height'>): Promise<Blob> {
  const gap = 2;
  const { width, height } = cell;
  const { canvas, context } = sheet(pictures.columns * (width + gap) + gap, pictures.rows * (height + gap) + gap);
  context.imageSmoothingEnabled = pictures.isPlot;
  for (let row = 0; row < pictures.rows; row++) {
    for (let column = 0; column < pictures.columns; column++) {
      context.drawImage(cellCanvas(pictures, row, column, cell), gap + column * (width + gap), gap + row * (height + gap), width, height);
    }
  }
  return pngFile(canvas);
}

function sheet(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser can’t create a canvas for the figure. Close other tabs and try again.');
  context.fillStyle = paper.ground;
  context.fillRect(0, 0, width, height);
  return { canvas, context };
}

/** Renders one sample: an image at one pixel per value, a plot in its box. Blank if the row has no data for this mode. */
function cellCanvas({ pictureAt, isPlot }: FigurePictures, row: number, column: number, box: PlotBox): OffscreenCanvas {
  const picture = pictureAt(row, column);
  if (picture === null || !canPaint(picture.source, picture.look.mode)) return new OffscreenCanvas(1, 1);
  const { source, look, sample } = picture;
  if (isPlot) return plotCanvas(prepareSamplePlot(source, look, sample), box);
  const { width, height } = source.members[0] ?? { width: 1, height: 1 };
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(paintSamples(source, look, [sample]), width, height), 0, 0);
  return canvas;
}

function plotCanvas(plot: SamplePlot | null, box: PlotBox): OffscreenCanvas {
  if (plot === null) return new OffscreenCanvas(1, 1);
  const canvas = new OffscreenCanvas(Math.round(box.width * density), Math.round(box.height * density));
  const context = canvas.getContext('2d');
  context?.scale(density, density);
  if (context !== null) drawSamplePlot(context, plot, box, printedPlot);
  return canvas;
}

function barCanvas(colours: ColourTable): OffscreenCanvas {
  const table = lookupTable(colours);
  const pixels = new Uint8ClampedArray(4 * 256);
  for (let level = 0; level < 256; level++) pixels.set([...table.subarray(3 * level, 3 * level + 3), 255], 4 * level);
  const canvas = new OffscreenCanvas(256, 1);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, 256, 1), 0, 0);
  return canvas;
}

async function dataUrl(canvas: OffscreenCanvas): Promise<string> {
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  return `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`;
}
