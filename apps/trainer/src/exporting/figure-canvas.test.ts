import { expect, it } from 'vitest';
import { FigureCanvas } from './figure-canvas.ts';

/** The columns of each line that are not white. */
function inked({ width, height, data }: FigureCanvas): readonly (readonly number[])[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => x).filter((x) => data[3 * (y * width + x)] === 0),
  );
}

it('fills rectangles, and cuts off the parts outside', () => {
  const canvas = new FigureCanvas(4, 3);
  canvas.fill({ left: 2, top: 1, width: 9, height: 1 }, [0, 0, 0]);
  canvas.fill({ left: -5, top: 2, width: 6, height: 7 }, [0, 0, 0]);
  expect(inked(canvas)).toEqual([[], [2, 3], [0]]);
});

it('draws lines without gaps in every direction', () => {
  const canvas = new FigureCanvas(5, 5);
  canvas.line([0.5, 0.5], [4.5, 4.5], { thickness: 1, colour: [0, 0, 0] });
  canvas.line([4.5, 0.5], [4.5, 3.5], { thickness: 1, colour: [0, 0, 0] });
  expect(inked(canvas)).toEqual([[0, 4], [1, 4], [2, 4], [3, 4], [4]]);
});
