import { expect, it } from 'vitest';
import { parseSorting, sortingText } from './sorting.ts';

it.each([
  ['validation', [{ id: 'validation', desc: false }]],
  ['-noise.level', [{ id: 'noise.level', desc: true }]],
  ['', []],
  ['-', []],
])('%j in the URL sorts by %j', (text, sorting) => {
  expect(parseSorting(text)).toEqual(sorting);
});

it.each(['validation', '-noise.level', ''])('%j is read back unchanged', (text) => {
  expect(sortingText(parseSorting(text))).toBe(text);
});
