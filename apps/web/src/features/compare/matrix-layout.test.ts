import { expect, it } from 'vitest';
import { prepareLayout } from './matrix-layout.ts';

const cell = { width: 56, height: 56 };

it('shows the originals, two pinned baselines and eight runs at 1440 × 900', () => {
  // The page has 742 pixels below the top bar, the header and two lines of controls.
  const { headHeight, rowHeight, isDense } = prepareLayout({ cell, viewportWidth: 1440, rows: 10 });
  expect(isDense).toBe(true);
  expect(headHeight + 10 * rowHeight).toBeLessThanOrEqual(742);
  // Each picture is whole, with a line for its cost.
  expect(rowHeight).toBeGreaterThanOrEqual(56 + 11);
});

it('leaves room between a few rows, and on a phone', () => {
  expect(prepareLayout({ cell, viewportWidth: 1440, rows: 5 })).toMatchObject({ isDense: false, rowHeight: 88 });
  expect(prepareLayout({ cell, viewportWidth: 390, rows: 20 }).isDense).toBe(false);
});
