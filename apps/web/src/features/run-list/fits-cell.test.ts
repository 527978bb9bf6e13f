import { expect, it } from 'vitest';
import { fitsCell } from './fits-cell.ts';

it.each([
  ['', 96, true],
  ['0.0125', 96, true],
  ['−1.25e−7', 96, true],
  ['0.01250000001', 96, false],
  ['mnist, all of its training samples', 150, false],
  ['WWWWW', 96, false],
  ['画像画像画', 96, false],
])('%s in %d pixels: %s', (text, width, fits) => {
  expect(fitsCell(text, width)).toBe(fits);
});
