import { at } from '@hourglass/engine/checked';
import { expect, it } from 'vitest';
import { drawBars } from './draw-bars.ts';

it('draws lengths in proportion to the medians', () => {
  const svg = drawBars(
    [
      { name: 'ours', rounds: 3, median: 1, low: 0.9, high: 1.1 },
      { name: 'theirs', rounds: 3, median: 3, low: 2, high: 4 },
    ],
    'ms',
  );
  const widths = [...svg.matchAll(/<rect x="\d+" y="\d+" width="([\d.]+)"/g)].map(([, width]) => Number(width));
  const ours = at(widths, 0);
  expect(ours).toBeGreaterThan(0);
  expect(widths[1]).toBe(3 * ours);
});
