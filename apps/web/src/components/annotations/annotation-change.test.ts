import { expect, it } from 'vitest';
import { describeAnnotation, inverseOf } from './annotation-change.ts';

const before = { tags: ['best', 'old'], notes: 'first' };

it.each([
  [{ addTags: ['best', 'new'] }, { addTags: [], removeTags: ['new'] }],
  [{ removeTags: ['old', 'none'] }, { addTags: ['old'], removeTags: [] }],
  [{ notes: null }, { addTags: [], removeTags: [], notes: 'first' }],
])('undoes %j by %j', (change, inverse) => {
  expect(inverseOf(change, before)).toEqual(inverse);
});

it('describes a change', () => {
  expect([{ addTags: ['a', 'b'] }, { removeTags: ['a'] }, { notes: 'x' }, { notes: null }].map(describeAnnotation)).toEqual([
    'Tagged a, b:',
    'Untagged a:',
    'Set the notes of',
    'Removed the notes of',
  ]);
});
