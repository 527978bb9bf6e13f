import { describe, expect, it } from 'vitest';
import { digits, formatTable, percent, spread } from './format.ts';

describe('digits', () => {
  it.each([
    [0, '0'],
    [0.00456, '0.00456'],
    [0.9, '0.900'],
    [0.9996, '1.00'],
    [1.2, '1.20'],
    [12.345, '12.3'],
    [99.96, '100'],
    [123.4, '123'],
    [82_500, '82,500'],
    [Number.NaN, '–'],
  ])('writes %d as %s', (value, text) => {
    expect(digits(value)).toBe(text);
  });
});

describe('formatTable', () => {
  it('aligns cells, and escapes a vertical bar inside a cell', () => {
    const columns = [
      { title: 'what', align: 'left' as const, text: ({ what }: { what: string; ms: number }) => what },
      { title: 'ms', align: 'right' as const, text: ({ ms }: { what: string; ms: number }) => digits(ms) },
    ];
    expect(formatTable(columns, [{ what: 'a|b', ms: 1 }]).split('\n')).toEqual(['| what |   ms |', '| :--- | ---: |', '| a\\|b | 1.00 |']);
  });
});

it('writes a spread as its two ends', () => {
  expect(spread({ rounds: 3, median: 2, low: 1.5, high: 2.25 })).toBe('1.50–2.25');
});

it.each([
  [0.034, '3.4%'],
  [0.68, '68%'],
])('writes %d as %s', (fraction, text) => {
  expect(percent(fraction)).toBe(text);
});
