import { describe, expect, it } from 'vitest';
import { commonDecimals, formatCost, formatCount, formatFixed, formatParameter } from './format.ts';

describe('numbers', () => {
  it.each([
    [formatCount(13_750), '13,750'],
    [formatCount(-3), '−3'],
    [formatFixed(null, 2), '–'],
    [formatFixed(Number.NaN, 2), 'NaN'],
    [formatFixed(Number.NEGATIVE_INFINITY, 2), '−∞'],
    [formatCost(13.4138), '13.41'],
    [formatCost(1.23456), '1.235'],
    [formatParameter(0.001), '0.001'],
    [formatParameter(0.00001), '1e−5'],
  ])('reads %s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('gives a column the decimals of its smallest value', () => {
    expect(commonDecimals([52.68, 13.41, 5.5])).toBe(3);
    expect(commonDecimals([])).toBe(2);
  });
});
