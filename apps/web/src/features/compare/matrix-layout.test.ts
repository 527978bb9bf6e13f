import { expect, it } from 'vitest';
import { prepareLayout } from './matrix-layout.ts';

const cell = { width: 56, height: 56 };

it('shows the originals, three pinned baselines and eight runs at 1440 × 900', () => {
  // The page has 774 pixels below the top bar, the header and two lines of controls.
  const { headHeight, rowHeight, baselineHeight, isDense } = prepareLayout({ cell, viewportWidth: 1440, rows: 11 });
  expect(isDense).toBe(true);
  expect(headHeight + 8 * rowHeight + 3 * baselineHeight).toBeLessThanOrEqual(774);
  expect(baselineHeight).toBeGreaterThan(56);
  // Each picture is whole, with a line for its cost.
  expect(rowHeight).toBeGreaterThanOrEqual(56 + 10);
});

it('leaves room between a few rows, and on a phone', () => {
  expect(prepareLayout({ cell, viewportWidth: 1440, rows: 5 })).toMatchObject({ isDense: false, rowHeight: 88 });
  expect(prepareLayout({ cell, viewportWidth: 390, rows: 20 }).isDense).toBe(false);
});
