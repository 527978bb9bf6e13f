import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeLabels } from './place-labels.ts';

const margin = { top: 10, bottom: 100, distance: 12 };
const middlesOf = (...positions: readonly number[]) =>
  placeLabels(
    positions.map((position) => ({ position })),
    margin,
  ).map(({ middle }) => middle);

it('leaves labels where they are if they have room', () => {
  expect(middlesOf(20, 50, 90)).toEqual([20, 50, 90]);
});

it('moves labels apart, and up from the bottom', () => {
  expect(middlesOf(50, 51, 52)).toEqual([50, 62, 74]);
  expect(middlesOf(99, 98)).toEqual([88, 100]);
});

it('brings labels of values beyond the chart to its edge', () => {
  expect(middlesOf(-40, 300)).toEqual([10, 100]);
});

it('keeps labels apart, in order and within the margin, wherever their values are', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -50, max: 200, noNaN: true }), { maxLength: 20 }), (positions) => {
      const placed = placeLabels(
        positions.map((position) => ({ position })),
        margin,
      );
      expect(placed.length).toBe(Math.min(positions.length, 8));
      for (const [index, { middle, label }] of placed.entries()) {
        expect(middle).toBeGreaterThanOrEqual(margin.top - 1e-9);
        expect(middle).toBeLessThanOrEqual(margin.bottom + 1e-9);
        const next = placed[index + 1];
        if (next === undefined) continue;
        expect(next.middle - middle).toBeGreaterThanOrEqual(margin.distance - 1e-9);
        expect(next.label.position).toBeGreaterThanOrEqual(label.position);
      }
    }),
  );
});
