import { fieldsOf, filterFields, parseFilter } from '@hourglass/sweeps/filter';
import { expect, it } from 'vitest';
import { mergeAlternatives } from './merge-alternatives.ts';

const fields = filterFields([
  { key: 'learningRate', holds: 'number' },
  { key: 'optimizer', holds: 'text' },
]);

function read(text: string) {
  const parsed = parseFilter(text, fields, 0);
  if ('problem' in parsed || parsed.filter === null) throw new Error(`not a filter: ${text}`);
  return parsed.filter;
}

it.each([
  ['seed = 1 or seed = 2 or seed in [2, 3]', 'seed in [1, 2, 3]'],
  ['seed = 1 or (seed = 2 or learningRate = 0.1)', 'seed in [1, 2] or learningRate = 0.1'],
  ['seed != 1 and seed != 2 and step > 3', 'not seed in [1, 2] and step > 3'],
  ['step > 3 and seed not in [1] and not (seed = 2)', 'step > 3 and not seed in [1, 2]'],
  ['seed = 1 or seed = 1', 'seed = 1'],
  ['not not seed = 1', 'seed = 1'],
  // A run with several tags can satisfy both conditions; a run without tags satisfies neither.
  ['tags = a or tags = b', 'tags in [a, b]'],
  ['tags = a and tags = b', 'tags = a and tags = b'],
  ['seed = 1 and step > 3 or seed = 2', 'seed = 1 and step > 3 or seed = 2'],
  ['seed < 1 or seed < 3 or seed < 2', 'seed < 3'],
  ['seed < 1 and seed < 3 and seed <= 2', 'seed < 1 and seed <= 2'],
  ['seed > 1 or step > 2 or seed > 0', 'seed > 0 or step > 2'],
  ['seed >= 1 and seed >= 4', 'seed >= 4'],
  ['not (seed < 1 or seed < 2)', 'not seed < 2'],
])('%s is %s', (given, merged) => {
  expect(mergeAlternatives(read(given))).toEqual(read(merged));
});

it('leaves one comparison of a list of values, however it is written', () => {
  const values = Array.from({ length: 5_000 }, (_, index) => index);
  for (const text of [
    values.map((value) => `seed = ${value}`).join(' or '),
    values.map((value) => `seed != ${value}`).join(' and '),
    `seed in [${values.join()}]`,
  ]) {
    expect(fieldsOf(mergeAlternatives(read(text)))).toHaveLength(1);
  }
});
