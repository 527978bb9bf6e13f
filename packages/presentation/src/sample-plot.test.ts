import { describe, expect, it } from 'vitest';
import { isBarPlot, pictureFactor, plotBase, plotGrid, plotHeight, plotIndex, plotLeft, plotSize, stripBox } from './sample-plot.ts';

const box = { width: 100, height: 43 };

it('enlarges small pictures by whole factors, and bounds the width of plots', () => {
  expect([4, 8, 16, 28, 64].map((side) => pictureFactor({ width: side, height: side }))).toEqual([7, 4, 2, 1, 1]);
  expect([4, 70, 1_000].map((length) => plotSize({ length, strips: 1 }).width)).toEqual([48, 70, 112]);
});

describe('a plotted sample of several channels', () => {
  it('has a strip for each, below each other', () => {
    expect([plotGrid({ width: 60, height: 1 }), plotGrid({ width: 3, height: 60 })]).toEqual([
      { length: 60, strips: 1 },
      { length: 60, strips: 3 },
    ]);
    expect([1, 2, 3, 8].map((strips) => plotSize({ length: 60, strips }).height)).toEqual([28, 28, 42, 112]);
    expect([0, 1, 2].map((strip) => plotIndex({ strips: 3 }, 4, strip))).toEqual([12, 13, 14]);
    expect(stripBox({ strips: 2 }, 1, { width: 50, height: 28 })).toEqual({ width: 50, height: 14, top: 14 });
  });
});

describe('a plotted sample', () => {
  it('is bars for a few values, and a curve for more', () => {
    expect([isBarPlot(4), isBarPlot(24), isBarPlot(25), isBarPlot(140)]).toEqual([true, true, false, false]);
  });

  it('fills its box, and draws values beyond the limits at the edge', () => {
    const height = (value: number) => plotHeight(value, { low: -1, high: 3 }, box);
    expect([height(-1), height(1), height(3)]).toEqual([41.5, 21.5, 1.5]);
    expect([height(-9), height(99)]).toEqual([41.5, 1.5]);
  });

  it('has a line in the middle for data without a range', () => {
    expect(plotHeight(7, { low: 7, high: 7 }, box)).toBe(21.5);
  });

  it('places values in the middle of equal slots', () => {
    expect([0, 1, 2, 3].map((index) => plotLeft(index, 4, box))).toEqual([12.5, 37.5, 62.5, 87.5]);
  });

  it('starts bars at zero, or at the nearest limit', () => {
    expect(plotBase({ low: -1, high: 3 }, box)).toBe(31.5);
    expect(plotBase({ low: 2, high: 3 }, box)).toBe(41.5);
    expect(plotBase({ low: -3, high: -2 }, box)).toBe(1.5);
  });
});
