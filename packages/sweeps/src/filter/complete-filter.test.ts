import { describe, expect, it } from 'vitest';
import { completeFilter, quotedIfNeeded } from './complete-filter.ts';
import { filterFields } from './fields.ts';
import { parseFilter } from './parse-filter.ts';

const fields = filterFields([
  { key: 'learningRate', holds: 'number' },
  { key: 'optimizer', holds: 'text' },
]);
const source = { fields, valuesOf: ({ name }: { readonly name: string }) => (name === 'tags' ? ['best', 'to check'] : []) };

/** The cursor stands at `|`; gives the first suggestions as they would stand in the text. */
function suggested(marked: string): readonly string[] {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, suggestions } = completeFilter(text, cursor, source);
  return suggestions.slice(0, 3).map((suggestion) => text.slice(0, from) + suggestion.text + text.slice(to));
}

describe('completion', () => {
  it.each([
    ['learn|', ['learningRate ']],
    ['RATE|', ['learningRate ']],
    ['lr|', []],
    ['training t|', []],
    ['ended|', ['endedAt ']],
    ['data|', ['dataset ', 'dataset.hash ']],
    ['(opt|', ['(optimizer ']],
    ['not arch|', ['not archived ']],
    ['learningRate |', ['learningRate < ', 'learningRate <= ', 'learningRate > ']],
    ['state |', ['state = ', 'state != ', 'state in [']],
    ['state = |', ['state = waiting ', 'state = running ', 'state = complete ']],
    ['state = comp|', ['state = complete ']],
    ['state = comp|lete and seed = 1', ['state = complete  and seed = 1']],
    ['state in [failed, st|', ['state in [failed, stopped ']],
    ['tags = |', ['tags = best ', 'tags = "to check" ']],
    ['createdAt > t|', ['createdAt > today ']],
    ['seed = 1 |', ['seed = 1 and ', 'seed = 1 or ']],
    ['seed = 1 and learn|', ['seed = 1 and learningRate ']],
    ['archived and sta|', ['archived and state ', 'archived and startedAt ']],
    ['nonsense |', []],
    ['name = "unclosed |', []],
  ])('%j offers %j', (marked, expected) => {
    expect(suggested(marked)).toEqual(expected);
  });

  it('quotes any text so that it is read back', () => {
    for (const text of ['best', 'to check', 'and', 'say "no"', 'a\\b', "it's", '[x]', '']) {
      expect(parseFilter(`name = ${quotedIfNeeded(text)}`, fields, 0)).toMatchObject({ filter: { value: text } });
    }
  });
});
