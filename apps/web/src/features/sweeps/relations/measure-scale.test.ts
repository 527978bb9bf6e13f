import { describe, expect, it } from 'vitest';
import { inkOn, measureColour, measureScale } from './measure-scale.ts';

describe('measureScale', () => {
  it.each([
    [true, 0.5],
    // (20 − 10) / (40 − 10)
    [false, 1 / 3],
  ])('places 20 between 10 and 40 (logarithmic: %s)', (isLog, fraction) => {
    expect(measureScale([40, 10], { direction: 'minimise', isLog }).fraction(20)).toBeCloseTo(fraction, 9);
  });

  it('places the highest value first where higher is better', () => {
    const { best, worst, fraction } = measureScale([40, 10], { direction: 'maximise', isLog: false });
    expect([best, worst, fraction(40), fraction(20), fraction(10)]).toEqual([40, 10, expect.closeTo(0), expect.closeTo(2 / 3), 1]);
  });

  it('places a single cost, and costs that have no logarithm', () => {
    expect(measureScale([7], { direction: 'minimise', isLog: true }).fraction(7)).toBe(0);
    expect(measureScale([0, 4], { direction: 'minimise', isLog: true }).fraction(1)).toBe(0.25);
  });
});

describe('text on a colour', () => {
  const fractions = Array.from({ length: 21 }, (_, index) => index / 20);
  it.each(fractions.flatMap((fraction) => [[fraction, 0] as const, [fraction, 1] as const]))(
    'has a contrast of at least 4.5 at %d in theme %d',
    (fraction, theme) => {
      const luminance = (colour: string) => {
        const [red = 0, green = 0, blue = 0] = partsOf(colour).map((part) =>
          part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const [low = 0, high = 0] = [measureColour(fraction), inkOn(fraction)]
        .map((both) => luminance(ofTheme(both, theme)))
        .sort((a, b) => a - b);
      expect((high + 0.05) / (low + 0.05)).toBeGreaterThan(4.5);
    },
  );
});

function ofTheme(lightDark: string, theme: number): string {
  return lightDark.match(/rgb\([^)]+\)|#[0-9a-f]{6}/g)?.[theme] ?? '';
}

function partsOf(colour: string): readonly number[] {
  const parts = colour.startsWith('#')
    ? [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))
    : (colour.match(/\d+/g) ?? []).map(Number);
  return parts.map((part) => part / 255);
}
