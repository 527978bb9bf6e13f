import { expect, it } from 'vitest';
import { formatSpread, spreadMeaning } from './spread.ts';

it('writes a mean with its deviation, or alone if there is none', () => {
  expect(formatSpread({ mean: 12.345, deviation: 0.41 }, 1)).toBe('12.3 ± 0.4');
  expect(formatSpread({ mean: 12.345, deviation: null }, 2)).toBe('12.35');
  expect(formatSpread({ mean: null, deviation: null }, 2)).toBe('–');
});

it('names what a deviation is over, and their number', () => {
  expect(spreadMeaning({ count: 3, over: 'seed' })).toBe('s.d. over 3 seeds');
  expect(spreadMeaning({ count: 1, over: 'sample' })).toBe('s.d. over 1 sample');
});
