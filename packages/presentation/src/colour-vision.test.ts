import { describe, expect, it } from 'vitest';
import { at } from './at.ts';
import { lookupTable, signedZero } from './colour-maps.ts';
import { colourVisions, distance, hexLight, type Light, seenWith, toLight, toOklab } from './colour-vision.ts';
import { palette, rounds } from './run-colour.ts';

const visions = Object.entries(colourVisions);
const themes = [
  ['light', 0, '#ffffff'],
  ['dark', 1, '#121315'],
] as const;

describe.each(visions)('with %s vision', (_, matrix) => {
  it.each(themes)('the seven hues of runs differ in the %s theme', (__, theme) => {
    const seen = palette.map((hues) => seenWith(matrix, hexLight(hues[theme])));
    const least = Math.min(...seen.flatMap((one, index) => seen.slice(index + 1).map((other) => distance(one, other))));
    // Twice the just noticeable difference.
    expect(least).toBeGreaterThan(0.04);
  });

  it.each(['signed', 'gain'] as const)('the two sides of %s differ more with the distance from zero, and zero is the lightest', (name) => {
    const table = lookupTable(name);
    const seen = (level: number): Light =>
      seenWith(matrix, toLight([at(table, 3 * level), at(table, 3 * level + 1), at(table, 3 * level + 2)]));
    for (const reach of [32, 64, 96]) expect(distance(seen(signedZero - reach), seen(signedZero + reach))).toBeGreaterThan(0.06);
    for (const side of [-1, 1]) {
      const lightness = [0, 16, 32, 48, 64, 80, 96, 112].map((reach) => toOklab(seen(signedZero + side * reach))[0]);
      expect(lightness).toEqual(lightness.toSorted((a, b) => b - a));
    }
  });

  it('viridis grows lighter monotonically', () => {
    const table = lookupTable('viridis');
    const lightness = Array.from({ length: 32 }, (__, step) => {
      const first = 24 * step;
      return toOklab(seenWith(matrix, toLight([at(table, first), at(table, first + 1), at(table, first + 2)])))[0];
    });
    expect(lightness).toEqual(lightness.toSorted((a, b) => a - b));
  });
});

it.each(themes)('the lines of every round contrast with the page of the %s theme', (_, theme, page) => {
  const lightnessOfPage = toOklab(hexLight(page))[0];
  const off = palette.flatMap((hues) =>
    rounds.map((round) => {
      const { with: other, share } = round[theme];
      // CSS mixes in OKLab, so that lightness is interpolated linearly.
      const lightness = (toOklab(hexLight(hues[theme]))[0] * share + (other === 'white' ? 100 - share : 0)) / 100;
      return Math.abs(lightness - lightnessOfPage);
    }),
  );
  expect(Math.min(...off)).toBeGreaterThan(theme === 0 ? 0.15 : 0.3);
});
