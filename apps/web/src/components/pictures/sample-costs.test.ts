import { formatFixed } from '@hourglass/presentation';
import { expect, it } from 'vitest';
import { fitted } from './sample-costs.tsx';

it.each([
  // [value, decimals of the column, characters that fit]
  [13.4138, 4, 9, '13.4138'],
  [13.4138, 4, 5, '13.41'],
  [-0.000123, 6, 8, '−0.00012'],
  // Never zero for a number that is not zero, and never cut into another number.
  [0.000012, 6, 5, '1e−5'],
  [12_345.6, 2, 4, '12346'],
])('fits %d with %i decimals into %i characters', (value, decimals, room, text) => {
  expect(fitted((digits) => formatFixed(value, digits), decimals, room)).toBe(text);
});
