import type { PictureSize } from '@hourglass/datasets/data-kind';
import { at } from '@hourglass/presentation/at';
import type { ColourMap } from '@hourglass/presentation/colour-maps';
import { visibleColour } from '@hourglass/presentation/visible-colour';
import { type Blend, type CellModeName, cellModes, type Pixel } from './cell-modes.ts';
import { colourScales, colourTable, levelOf } from './colour-scales.ts';
import { type Pictures, valueAt } from './pictures.ts';

/** The pictures that a row of cells needs. */
export interface CellSource {
  /** The run, or the seeds of a group: at least one. */
  readonly members: readonly Pictures[];
  readonly originals: Pictures | null;
  /** PCA with the same code size. */
  readonly reference: Pictures | null;
}

export interface Look extends Blend {
  readonly mode: CellModeName;
  readonly map: ColourMap;
}

/** Whether all pictures that a mode needs have loaded. */
export function canPaint(source: CellSource | null, mode: CellModeName): source is CellSource {
  if (source === null || source.members.length === 0) return false;
  return cellModes[mode].needs.every((part) => (part === 'seeds' ? source.members.length > 1 : source[part] !== null));
}

/** How large samples are painted. */
interface Magnification {
  /** Pixels of each value, across and down. */
  readonly scale: number;
  /** Transparent pixels between two samples. */
  readonly gap: number;
}

const actualSize: Magnification = { scale: 1, gap: 0 };

/** Samples side by side as they are seen: RGBA `[height · scale, order.length · (width · scale + gap) − gap, 4]`. */
export function paintSamples(
  source: CellSource,
  look: Look,
  order: readonly number[],
  { scale, gap } = actualSize,
): Uint8ClampedArray<ArrayBuffer> {
  const [first] = source.members;
  if (first === undefined || order.length === 0) return new Uint8ClampedArray();
  const { width, height } = first;
  const colourAt = colourReader(source, first, look);
  const pitch = width * scale + gap;
  const lineWidth = order.length * pitch - gap;
  const colours = new Uint32Array(lineWidth * height * scale);
  for (let row = 0; row < height; row++) {
    const line = row * scale * lineWidth;
    for (const [position, sample] of order.entries()) {
      const from = (sample * height + row) * width;
      let to = line + position * pitch;
      for (let column = 0; column < width; column++) {
        const colour = colourAt(from + column);
        for (const end = to + scale; to < end; to++) colours[to] = colour;
      }
    }
    for (let copy = 1; copy < scale; copy++) colours.copyWithin(line + copy * lineWidth, line, line + lineWidth);
  }
  return new Uint8ClampedArray(colours.buffer);
}

/** The number that a mode shows for each value of samples. */
export function valueReader(source: CellSource, look: Look): (index: number) => number {
  const [first] = source.members;
  if (first === undefined) return () => Number.NaN;
  const { value } = cellModes[look.mode];
  const read = pixelReader(source, first);
  return (index) => value(read(index), look);
}

/** The four bytes of a pixel's colour as one number, little-endian, because scrolling paints millions of them. */
function colourReader(source: CellSource, first: Pictures, look: Look): (pixel: number) => number {
  if (first.channels === 1) return grayReader(source, first, look);
  return colourScales[cellModes[look.mode].scale].ofChannels === 'each'
    ? channelReader(source, first, look)
    : summaryReader(source, first, look);
}

/** A pixel whose channels have a level each, from its own value: red, green, blue and, in the modes that show values, opacity. */
function channelReader(source: CellSource, first: Pictures, look: Look): (pixel: number) => number {
  const { scale, value } = cellModes[look.mode];
  const { channels } = first;
  const level = levelOf(colourScales[scale], first);
  const read = pixelReader(source, first);
  const levelAt = (pixel: number, channel: number) => level(value(read(pixel * channels + channel), look));
  if (channels === 4 && scale === 'values') {
    return (pixel) => packed(visibleColour([levelAt(pixel, 0), levelAt(pixel, 1), levelAt(pixel, 2), levelAt(pixel, 3)]));
  }
  return (pixel) => packed([levelAt(pixel, 0), levelAt(pixel, 1), levelAt(pixel, 2)]);
}

/** A pixel whose channels have one number together, through a colour table. */
function summaryReader(source: CellSource, first: Pictures, look: Look): (pixel: number) => number {
  const { scale, value } = cellModes[look.mode];
  const { channels } = first;
  const { ofChannels } = colourScales[scale];
  const table = packedTable(colourTable(colourScales[scale], look.map));
  const level = levelOf(colourScales[scale], first);
  const read = pixelReader(source, first);
  return (pixel) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      const number = value(read(pixel * channels + channel), look);
      sum += ofChannels === 'mean' ? number : number ** 2;
    }
    const mean = sum / channels;
    return table[level(ofChannels === 'mean' ? mean : Math.sqrt(mean))] ?? opaque;
  };
}

function grayReader(source: CellSource, first: Pictures, look: Look): (index: number) => number {
  const { scale, value, needs } = cellModes[look.mode];
  const table = packedTable(colourTable(colourScales[scale], look.map));
  const level = levelOf(colourScales[scale], first);
  const { values, zero, unit } = first;
  // Fast path: one colour per level of an 8-bit picture.
  if (needs.length === 0 && source.members.length === 1 && values instanceof Uint8Array) {
    const ofLevel = Uint32Array.from({ length: 256 }, (_, stored) => {
      const reconstruction = zero + unit * stored;
      return table[level(value({ ...unknown, reconstruction }, look))] ?? opaque;
    });
    return (index) => ofLevel[at(values, index)] ?? opaque;
  }
  const read = pixelReader(source, first);
  return (index) => table[level(value(read(index), look))] ?? opaque;
}

/** Black. */
const opaque = 0xff000000;

function packedTable(table: Uint8ClampedArray): Uint32Array {
  return Uint32Array.from({ length: table.length / 3 }, (_, index) =>
    packed([at(table, 3 * index), at(table, 3 * index + 1), at(table, 3 * index + 2)]),
  );
}

function packed([red, green, blue]: readonly [number, number, number]): number {
  return opaque + (blue << 16) + (green << 8) + red;
}

const unknown: Readonly<Pixel> = { original: Number.NaN, reconstruction: Number.NaN, spread: 0, reference: Number.NaN, across: 0 };

/** Reads everything known about a value. Returns the same object every time, to avoid millions of allocations. */
function pixelReader({ members, originals, reference }: CellSource, { width, channels }: PictureSize): (index: number) => Readonly<Pixel> {
  const pixel: Pixel = { ...unknown };
  return (index) => {
    pixel.original = originals === null ? Number.NaN : valueAt(originals, index);
    pixel.reference = reference === null ? Number.NaN : valueAt(reference, index);
    pixel.across = ((Math.floor(index / channels) % width) + 0.5) / width;
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
