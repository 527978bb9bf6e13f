import { colourMaps, lookupTable } from '@hourglass/presentation/colour-maps';
import { describe, expect, it } from 'vitest';
import { cellModeNames, cellModes } from './cell-modes.ts';
import { type CellSource, canPaint, type Look, paintSamples } from './paint.ts';
import { exactPictures, type Pictures, splitAtlas } from './pictures.ts';

const shape = { sampleShape: [1, 2], low: 0, high: 1 };
const exact = (...values: number[]): Pictures => exactPictures(Float32Array.from(values), shape);

/** Two samples of two values each. */
const originals = exact(0, 1, 0.5, 0.5);
const source: CellSource = { members: [exact(0, 0.5, 0.5, 1)], originals, reference: exact(0, 0, 0.5, 0.5) };
const look: Look = { mode: 'reconstruction', map: 'gray', share: 0.5, showsOriginal: false };

/** The red, green and blue of each pixel. */
function colours(pixels: Uint8ClampedArray): readonly (readonly number[])[] {
  return Array.from({ length: pixels.length / 4 }, (_, index) => [...pixels.subarray(4 * index, 4 * index + 3)]);
}

describe('a cell', () => {
  it('shows values in the colour map, samples in the given order', () => {
    const gray = (level: number) => [level, level, level];
    expect(colours(paintSamples(source, look, [1, 0]))).toEqual([gray(128), gray(255), gray(0), gray(128)]);
  });

  it('enlarges each value, with transparent pixels between samples', () => {
    const pixels = new Uint32Array(paintSamples(source, look, [1, 0], { scale: 2, gap: 1 }).buffer);
    const [black, middle, white] = [0xff000000, 0xff808080, 0xffffffff];
    const line = [middle, middle, white, white, 0, black, black, middle, middle];
    expect([...pixels]).toEqual([...line, ...line]);
  });

  it.each(colourMaps)('shows an 8-bit picture in %s like its exact values', (map) => {
    const levels = Uint8ClampedArray.from([0, 51, 255, 102].flatMap((level) => [level, level, level, 255]));
    const range = { sampleShape: [1, 2], low: -1, high: 1 };
    const stored = splitAtlas(levels, 4, { ...range, columns: 2 });
    const values = exactPictures(
      Float32Array.from(stored.values, (level) => stored.zero + stored.unit * level),
      range,
    );
    const painted = (members: Pictures) => paintSamples({ ...source, members: [members] }, { ...look, map }, [1, 0]);
    expect(painted(stored)).toEqual(painted(values));
    expect(new Set(colours(painted(stored)).map(String)).size).toBe(4);
  });

  it('shows zero difference in white, positive in red and negative in blue', () => {
    const [same, less, , more] = colours(paintSamples(source, { ...look, mode: 'difference' }, [0, 1]));
    expect(same).toEqual([255, 255, 255]);
    // The ends of the table: half the range away.
    expect(less).toEqual([5, 48, 97]);
    expect(more).toEqual([103, 0, 31]);
  });

  it('shows a gain over PCA in green and a loss in purple', () => {
    // PCA: errors (0, 1) and (0, 0). The run: (0, 0.25) and (0, 0.25). Gains: 0, 0.75, 0, −0.25; colours end at 0.25.
    const [none, gain, , loss] = colours(paintSamples(source, { ...look, mode: 'gain' }, [0, 1]));
    expect([none, gain, loss]).toEqual([
      [255, 255, 255],
      [0, 68, 27],
      [64, 0, 75],
    ]);
  });

  it.each([
    ['onion', { share: 0.25 }, [0, 223, 128, 159]],
    ['swipe', { share: 0.5 }, [0, 255, 128, 128]],
    ['swipe', { share: 1 }, [0, 128, 128, 255]],
    ['blink', { showsOriginal: true }, [0, 255, 128, 128]],
    ['absolute', {}, [0, 255, 0, 255]],
  ] as const)('in mode %s with %j has the levels %j', (mode, blend, levels) => {
    expect(colours(paintSamples(source, { ...look, mode, ...blend }, [0, 1])).map(([red]) => red)).toEqual(levels);
  });

  it('shows the mean of its seeds, and their standard deviation', () => {
    const seeds = { ...source, members: [exact(0, 0.4, 0, 0), exact(0.2, 0.4, 0, 0)] };
    expect(colours(paintSamples(seeds, look, [0])).map(([red]) => red)).toEqual([26, 102]);
    // √(2 · 0.1²) = 0.1414 of 0.25 that has the strongest colour.
    expect(colours(paintSamples(seeds, { ...look, mode: 'spread' }, [0])).map(([red]) => red)).toEqual([144, 0]);
  });

  it.each(cellModeNames)('is not drawn in mode %s before its sources have loaded', (mode) => {
    const whole = { ...source, members: [originals, originals] };
    const less = { originals: { ...whole, originals: null }, reference: { ...whole, reference: null }, seeds: source };
    expect(canPaint(whole, mode)).toBe(true);
    for (const part of cellModes[mode].needs) expect(canPaint(less[part], mode)).toBe(false);
    expect(canPaint(null, mode)).toBe(false);
  });
});

describe('a cell in colour', () => {
  const colour = { sampleShape: [1, 2, 3], low: 0, high: 1 };
  const originals = exactPictures(Float32Array.of(1, 0, 0, 0.2, 0.4, 0.6), colour);
  const source: CellSource = {
    members: [exactPictures(Float32Array.of(0.8, 0, 0.2, 0.2, 0.4, 0.6), colour)],
    originals,
    reference: exactPictures(Float32Array.of(1, 0, 0, 0.2, 0.1, 0.6), colour),
  };

  it.each(colourMaps)('has the colours of its values, whatever map is chosen (%s)', (map) => {
    expect(colours(paintSamples(source, { ...look, map }, [0]))).toEqual([
      [204, 0, 51],
      [51, 102, 153],
    ]);
  });

  it.each([
    // Gray is zero; half the range away is black or white.
    [
      'difference',
      [
        [77, 128, 179],
        [128, 128, 128],
      ],
    ],
    // √((0.2² + 0.2²) / 3) = 0.163 of the 0.5 that has the strongest colour.
    [
      'absolute',
      [
        [83, 83, 83],
        [0, 0, 0],
      ],
    ],
    // A mean loss of 0.08 / 3 of 0.25, and a mean gain of 0.09 / 3.
    ['gain', [colourAt('gain', 114), colourAt('gain', 143)]],
    [
      'onion',
      [
        [230, 0, 26],
        [51, 102, 153],
      ],
    ],
    [
      'swipe',
      [
        [204, 0, 51],
        [51, 102, 153],
      ],
    ],
  ] as const)('in mode %s has the colours %j', (mode, expected) => {
    expect(colours(paintSamples(source, { ...look, mode }, [0]))).toEqual(expected);
  });

  it('lets the gray of the page shine through pixels that are not opaque', () => {
    const shape = { sampleShape: [1, 2, 4], low: 0, high: 1 };
    const pictures = exactPictures(Float32Array.of(1, 0, 0, 1, 1, 0, 0, 0), shape);
    const painted = paintSamples({ members: [pictures], originals: pictures, reference: null }, look, [0]);
    expect(colours(painted)).toEqual([
      [255, 0, 0],
      [128, 128, 128],
    ]);
  });

  it('shows an 8-bit picture like its exact values', () => {
    const levels = Uint8ClampedArray.of(204, 0, 51, 255, 51, 102, 153, 255);
    const stored = splitAtlas(levels, 2, { ...colour, columns: 1 });
    expect(colours(paintSamples({ ...source, members: [stored] }, look, [0]))).toEqual(colours(paintSamples(source, look, [0])));
  });
});

/** Colour of an entry of a colour table. */
function colourAt(table: 'gain', index: number): readonly number[] {
  return [...lookupTable(table).subarray(3 * index, 3 * index + 3)];
}

it('splits an atlas into samples and their values', () => {
  // Two samples of 1 × 2 in a picture of 4 × 1.
  const pixels = Uint8ClampedArray.from([0, 51, 255, 102].flatMap((level) => [level, level, level, 255]));
  const { values, zero, unit, isExact } = splitAtlas(pixels, 4, { columns: 2, sampleShape: [1, 2], low: -1, high: 1 });
  expect([...values].map((value) => zero + unit * value)).toEqual([-1, -0.6, 1, expect.closeTo(-0.2, 10)]);
  expect(isExact).toBe(false);
});
