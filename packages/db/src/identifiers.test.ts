import { expect, it } from 'vitest';
import { idRange, newId, onlyMatch, parseIdPrefix } from './identifiers.ts';

it('creates a different id of ten characters each time', () => {
  const ids = Array.from({ length: 1_000 }, newId);
  expect(ids.every((id) => /^[0-9a-hjkmnp-tv-z]{10}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(1_000);
});

it.each([
  ['0123456789', '0123456789'],
  [' K3F ', 'k3f'],
  ['oil', '011'],
])('reads %j as %s', (text, prefix) => {
  expect(parseIdPrefix('run', text)).toBe(prefix);
});

it.each(['', 'u', 'abcdefghjkm', '../x', 'a b', 'é'])('refuses %j', (text) => {
  expect(() => parseIdPrefix('run', text)).toThrow(
    expect.objectContaining({ code: 'ID_INVALID', message: expect.stringContaining(JSON.stringify(text)) }),
  );
});

it('finds exactly the ids that start with a prefix', () => {
  const { gte, lt } = idRange('ab');
  const ids = ['aazzzzzzzz', 'ab', 'ab00000000', 'abzzzzzzzz', 'ac00000000', 'b000000000'];
  expect(ids.filter((id) => id >= gte && id < lt)).toEqual(['ab', 'ab00000000', 'abzzzzzzzz']);
});

it('names the typed text if nothing is found', () => {
  expect(() => onlyMatch('run', 'nope', [])).toThrow('There is no run with the id "nope".');
});

it('prefers an exact id over ids that start with it', () => {
  const found = [{ id: 'abc' }, { id: 'abcd' }];
  expect(onlyMatch('run', 'abc', found)).toEqual({ id: 'abc' });
  expect(() => onlyMatch('run', 'ab', found)).toThrow(expect.objectContaining({ code: 'AMBIGUOUS_ID' }));
});
