import { expect, it } from 'vitest';
import { parseSorting, sortingText, usualOrder } from './sorting.ts';

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

it.each([
  ['minimise', 'cost', true, { runs: 'best', configurations: 'validation' }],
  ['minimise', 'kl', true, { runs: 'best', configurations: 'best' }],
  ['maximise', 'kl', true, { runs: '-best', configurations: '-best' }],
  ['minimise', 'cost', false, { runs: 'test', configurations: 'test' }],
] as const)('the best come first: %s %s, with best epochs %s', (direction, name, hasBest, expected) => {
  expect(usualOrder({ hasBest, ranking: { direction, part: 'validation', name } })).toEqual(expected);
});
