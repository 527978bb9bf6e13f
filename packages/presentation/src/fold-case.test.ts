import { expect, it } from 'vitest';
import { foldCase } from './fold-case.ts';

it.each([
  ['ОПЫТ', 'опыт'],
  ['GRÖßE', 'Grösse'],
  ['ΟΔΌΣ', 'οδός'],
  ['e\u0301', '\u00c9'],
  ['Straße', 'STRASSE'],
])('%s and %s are the same', (one, other) => {
  expect(foldCase(one)).toBe(foldCase(other));
});
