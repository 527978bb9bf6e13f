import { expect, it } from 'vitest';
import { isHeader, uniqueNames } from './table-header.ts';

const isNumber = (cell: string) => /^\d+$/.test(cell);
const row = (cells: readonly string[]) => ({ cells, line: 1 });

it.each<[string, readonly string[], readonly string[] | undefined, boolean]>([
  ['different words', ['size', 'kind'], ['big', 'cat'], true],
  ['a word above a number', ['size', 'size'], ['1', 'cat'], true],
  ['words of which one is repeated', ['cat', 'cat'], ['dog', 'cat'], false],
  ['a number beside a word that is above words', ['1', 'cat'], ['2', 'dog'], false],
  ['numbers alone', ['1', '2'], ['3', '4'], false],
  ['different words in the only row', ['size', 'kind'], undefined, true],
])('takes a first row of %s for a header only where it can be one', (_, top, second, expected) => {
  expect(isHeader(row(top), second === undefined ? undefined : row(second), isNumber)).toBe(expected);
});

it('names columns without a name of their own by their number', () => {
  expect(uniqueNames(['', 'a', 'a', '4', ''])).toEqual(['1', 'a', '3', '4', '5']);
  expect(uniqueNames(['2', ''])).toEqual(['2', 'column 2']);
});
