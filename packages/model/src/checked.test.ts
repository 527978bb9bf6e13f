import { expect, it } from 'vitest';
import { at, entry, floatAt, intAt, wordAt } from './checked.ts';

it.each([
  ['at', (index: number) => at(Float64Array.of(0.1, 0.2), index), 0.2],
  ['floatAt', (index: number) => floatAt(Float32Array.of(0.25, 0.5), index), 0.5],
  ['intAt', (index: number) => intAt(Int32Array.of(3, -4), index), -4],
  ['wordAt', (index: number) => wordAt(Uint32Array.of(3, 4), index), 4],
])('%s returns an element within the range, and throws outside', (_, read, last) => {
  expect(read(1)).toBe(last);
  for (const index of [-1, 2, 0.5, Number.NaN]) expect(() => read(index)).toThrow(`index ${index} of 2 values`);
});

it('entry returns the named value, and lists the known names for an unknown one', () => {
  expect(entry({ cost: 3 }, 'cost')).toBe(3);
  expect(() => entry({ cost: 3, kl: 1 }, 'toString')).toThrow('There is no toString; there are: cost, kl.');
});
