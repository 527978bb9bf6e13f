import type { ColourTable } from '@hourglass/presentation/colour-maps';
import { lookupTable } from '@hourglass/presentation/colour-maps';
import { type CellSource, canPaint, type Look, paintSamples } from '#components/pictures/paint.ts';
import { figureSvg } from './figure-svg.ts';
import type { Figure } from './prepare-figure.ts';

/** Image sources of a figure's rows, and the samples in its columns. */
export interface FigurePictures {
  readonly rows: readonly { readonly source: CellSource | null; readonly look: Look }[];
  readonly order: readonly number[];
  readonly colours: ColourTable;
}

/** Pixels per point: 4 · 72 = 288 dpi, close to the 300 dpi that journals require for images with text. */
const density = 4;

/** Renders a figure as SVG. */
export async function svgOf(figure: Figure, pictures: FigurePictures): Promise<Blob> {
  const urls = await Promise.all(
    pictures.rows.map((_, row) => Promise.all(pictures.order.map((__, column) => dataUrl(cellCanvas(pictures, row, column))))),
  );
  const svg = figureSvg(figure, (row, column) => urls[row]?.[column] ?? '', await dataUrl(barCanvas(pictures.colours)));
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** Renders a figure as PNG. */
export function pngOf(figure: Figure, pictures: FigurePictures): Promise<Blob> {
  const { canvas, context } = sheet(Math.ceil(figure.width * density), Math.ceil(figure.height * density));
  context.scale(density, density);
  context.imageSmoothingEnabled = false;
  for (const { row, column, x, y, width, height } of figure.cells) {
    context.drawImage(cellCanvas(pictures, row, column), x, y, width, height);
  }
  const { bar } = figure;
  context.drawImage(barCanvas(pictures.colours), bar.x, bar.y, bar.width, bar.height);
  context.fillStyle = '#000000';
  for (const { x, y, text, size, anchor } of figure.texts) {
    context.font = `${size}px Helvetica, Arial, sans-serif`;
    context.textAlign = anchor === 'middle' ? 'center' : anchor;
    context.fillText(text, x, y);
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Renders the reference figure: originals above reconstructions, four pixels per value, two pixels between cells, no text. */
export function seedFigureOf(pictures: FigurePictures): Promise<Blob> {
  const [scale, gap] = [4, 2];
  const first = pictures.rows[0]?.source?.members[0];
  const [width, height] = [(first?.width ?? 1) * scale, (first?.height ?? 1) * scale];
  const { canvas, context } = sheet(pictures.order.length * (width + gap) + gap, pictures.rows.length * (height + gap) + gap);
  context.imageSmoothingEnabled = false;
  pictures.rows.forEach((_, row) => {
    pictures.order.forEach((__, column) => {
      context.drawImage(cellCanvas(pictures, row, column), gap + column * (width + gap), gap + row * (height + gap), width, height);
    });
  });
  return canvas.convertToBlob({ type: 'image/png' });
}

function sheet(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser can’t create a canvas for the figure. Close other tabs and try again.');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  return { canvas, context };
}

/** Renders one sample at one pixel per value; blank if the row has no data for this mode. */
function cellCanvas({ rows, order }: FigurePictures, row: number, column: number): OffscreenCanvas {
  const { source = null, look } = rows[row] ?? {};
  const sample = order[column];
  if (look === undefined || sample === undefined || !canPaint(source, look.mode)) return new OffscreenCanvas(1, 1);
  const { width, height } = source.members[0] ?? { width: 1, height: 1 };
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(paintSamples(source, look, [sample]), width, height), 0, 0);
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
