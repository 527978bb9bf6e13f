import { type Blend, type CellModeName, cellModes, type Pixel } from './cell-modes.ts';
import type { ColourMap } from './colour-maps.ts';
import { colourScales, colourTable, levelOf } from './colour-scales.ts';
import { type Pictures, valueAt } from './pictures.ts';

/** What a row of cells is drawn from. */
export interface CellSource {
  /** The run, or the seeds that a row stands for: at least one. */
  readonly members: readonly Pictures[];
  readonly originals: Pictures | null;
  /** PCA with as many numbers. */
  readonly rival: Pictures | null;
}

export interface Look extends Blend {
  readonly mode: CellModeName;
  readonly map: ColourMap;
}

/** Whether everything is there that a mode draws from. */
export function canPaint(source: CellSource | null, mode: CellModeName): source is CellSource {
  if (source === null || source.members.length === 0) return false;
  return cellModes[mode].needs.every((part) => (part === 'seeds' ? source.members.length > 1 : source[part] !== null));
}

/** Samples side by side in colour, one pixel for each value: RGBA `[height, order.length · width, 4]`. */
export function paintSamples(source: CellSource, look: Look, order: readonly number[]): Uint8ClampedArray<ArrayBuffer> {
  const [first] = source.members;
  if (first === undefined) return new Uint8ClampedArray();
  const { width, height } = first;
  const { scale, value } = cellModes[look.mode];
  const table = colourTable(colourScales[scale], look.map);
  const level = levelOf(colourScales[scale], first);
  const read = pixelReader(source, width);
  const pixels = new Uint8ClampedArray(4 * width * height * order.length);
  order.forEach((sample, place) => {
    for (let index = 0; index < width * height; index++) {
      const from = 3 * level(value(read(sample * width * height + index), look));
      const to = 4 * (Math.floor(index / width) * width * order.length + place * width + (index % width));
      pixels[to] = table[from] ?? 0;
      pixels[to + 1] = table[from + 1] ?? 0;
      pixels[to + 2] = table[from + 2] ?? 0;
      pixels[to + 3] = 255;
    }
  });
  return pixels;
}

/** Reads everything that is known of a value. Gives the same object every time, because millions are read. */
function pixelReader({ members, originals, rival }: CellSource, width: number): (index: number) => Readonly<Pixel> {
  const pixel: Pixel = { original: Number.NaN, reconstruction: Number.NaN, spread: 0, rival: Number.NaN, across: 0 };
  return (index) => {
    pixel.original = originals === null ? Number.NaN : valueAt(originals, index);
    pixel.rival = rival === null ? Number.NaN : valueAt(rival, index);
    pixel.across = ((index % width) + 0.5) / width;
    pixel.reconstruction = meanAt(members, index);
    pixel.spread = members.length < 2 ? 0 : deviationAt(members, index, pixel.reconstruction);
    return pixel;
  };
}

function meanAt(members: readonly Pictures[], index: number): number {
  let sum = 0;
  for (const member of members) sum += valueAt(member, index);
  return sum / members.length;
}

function deviationAt(members: readonly Pictures[], index: number, mean: number): number {
  let squares = 0;
  for (const member of members) squares += (valueAt(member, index) - mean) ** 2;
  return Math.sqrt(squares / (members.length - 1));
}
