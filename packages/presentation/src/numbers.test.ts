import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commonDecimals,
  formatCompact,
  formatCost,
  formatCount,
  formatDifference,
  formatFixed,
  formatNumberOf,
  formatParameter,
  formatShare,
  formatTicks,
} from './numbers.ts';

/** The number that a reader understands. */
function read(text: string): number {
  if (text === 'NaN') return Number.NaN;
  return Number(text.replace('∞', 'Infinity').replaceAll('−', '-').replaceAll(',', ''));
}

const column = (values: readonly (number | null)[], significant?: number) => {
  const decimals = commonDecimals(values, significant);
  return values.map((value) => formatFixed(value, decimals));
};

describe('numbers', () => {
  it.each([
    [formatCount(13_750), '13,750'],
    [formatCount(-3), '−3'],
    [formatCount(-0.2), '0'],
    [formatNumberOf(1, 'run'), '1 run'],
    [formatNumberOf(1_200, 'run'), '1,200 runs'],
    [formatFixed(null, 2), '–'],
    [formatFixed(Number.NaN, 2), 'NaN'],
    [formatFixed(Number.NEGATIVE_INFINITY, 2), '−∞'],
    [formatFixed(-0, 2), '0.00'],
    [formatFixed(-0.0004, 2), '−0.00040'],
    [formatFixed(3.2e-7, 2), '3.2e−7'],
    [formatFixed(1.5e12, 2), '1.500e12'],
    [formatCost(13.4138), '13.41'],
    [formatCost(1.23456), '1.235'],
    [formatCost(0.000012345), '1.234e−5'],
    [formatParameter(0.001), '0.001'],
    [formatParameter(0.00001), '1e−5'],
    [formatParameter(0), '0'],
    [formatParameter(2e21), '2e21'],
    [formatParameter(0.123456, 2), '0.12'],
    [formatCompact(1_500), '1.5K'],
    [formatCompact(0.05), '0.05'],
    [formatDifference(102, 100), '+2.0%'],
    [formatDifference(88, 100), '−12%'],
    [formatDifference(100, 100), '±0.0%'],
    [formatDifference(1, 0), '–'],
    [formatShare(0.034), '3.4%'],
    [formatShare(0.0001), '< 0.1%'],
  ])('reads %s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('formats a column with the decimals of its smallest value', () => {
    expect(column([52.68, 13.41, 5.5])).toEqual(['52.680', '13.410', '5.500']);
    expect(column([])).toEqual([]);
    expect(column([null, null])).toEqual(['–', '–']);
  });

  it('formats a narrow column with the decimals that distinguish its values', () => {
    expect(column([1000.001, 1000.002, 1000.003])).toEqual(['1000.00100', '1000.00200', '1000.00300']);
    expect(column([13.41, 13.45, 13.5])).toEqual(['13.4100', '13.4500', '13.5000']);
    expect(column([0.1, 0.2, 0.3 - 0.2], 1)).toEqual(['0.1', '0.2', '0.1']);
  });

  it('keeps the digits of the other values if there is an outlier', () => {
    expect(column([13.41, 13.6, 2.7e15])).toEqual(['13.410', '13.600', '2.700e15']);
    expect(column([13.41, 52.68, 1e-7])).toEqual(['13.41', '52.68', '1.0e−7']);
  });
});

describe('any number', () => {
  const anyDouble = fc.double();
  const decimals = fc.integer({ min: -30, max: 120 });

  it('is never written as zero, nor zero with a sign', () => {
    fc.assert(
      fc.property(anyDouble, decimals, (value, decimals) => {
        const texts = [formatFixed(value, decimals), formatCost(value), formatParameter(value), formatCompact(value)];
        for (const text of texts) {
          const back = read(text.replace(/[KMBT]$/, ''));
          expect(back === 0).toBe(value === 0);
          if (value === 0) expect(text).not.toContain('−');
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('is read back with an error below one part in a thousand, alone or as a parameter', () => {
    fc.assert(
      fc.property(anyDouble, (value) => {
        if (Number.isNaN(value)) {
          expect([formatCost(value), formatParameter(value)]).toEqual(['NaN', 'NaN']);
          return;
        }
        for (const text of [formatCost(value), formatParameter(value)]) {
          const back = read(text);
          // The largest doubles round to a text beyond the range of doubles.
          expect(back === value || Math.abs(back / value - 1) < 1e-3 || Math.abs(value) > 1.797e308).toBe(true);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('has at most 20 characters in any column', () => {
    fc.assert(
      fc.property(fc.array(anyDouble), (values) => {
        for (const text of column(values)) expect(text.length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 5_000 },
    );
  });

  it('has a count, a share and a difference that do not throw', () => {
    fc.assert(
      fc.property(anyDouble, anyDouble, (value, other) => {
        for (const text of [formatCount(value), formatShare(value), formatDifference(value, other)]) {
          expect(text).not.toMatch(/^−0(\.0*)?%?$/);
          expect(text).not.toContain('undefined');
        }
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a column', () => {
  /** Sizes within a factor of 1,000 of each other, of any magnitude and sign. */
  const similar = fc
    .tuple(
      fc.integer({ min: -300, max: 300 }),
      fc.array(fc.tuple(fc.double({ min: 1, max: 30, noNaN: true }), fc.boolean()), { minLength: 2 }),
    )
    .map(([power, parts]) => parts.map(([size, isNegative]) => (isNegative ? -1 : 1) * size * 10 ** power));

  it('distinguishes values that differ by a hundredth of its spread, up to 9 digits', () => {
    fc.assert(
      fc.property(similar, (values) => {
        const texts = column(values);
        const spread = Math.max(...values) - Math.min(...values);
        const precision = Math.max(spread / 100, 1e-8 * Math.max(...values.map(Math.abs))) * 1.000001;
        values.forEach((value, index) => {
          values.forEach((other, otherIndex) => {
            if (Math.abs(value - other) >= precision) expect(texts[index]).not.toBe(texts[otherIndex]);
          });
        });
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps the order of its values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true })), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const back = column(sorted).map(read);
        back.slice(1).forEach((next, index) => {
          // Neighbours with different precision may swap order by up to half a unit of the coarser one.
          const before = back[index] ?? Number.NEGATIVE_INFINITY;
          expect(next >= before || Math.abs(next / before - 1) < 0.06 || Math.abs(before / next - 1) < 0.06 || next * before < 0).toBe(
            true,
          );
        });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('ticks', () => {
  it.each([
    [
      [0, 0.5, 1],
      ['0', '0.5', '1'],
    ],
    [
      [0.1, 0.2, 0.30000000000000004],
      ['0.1', '0.2', '0.3'],
    ],
    [
      [1_000, 1_500, 2_000],
      ['1K', '1.5K', '2K'],
    ],
    // Three digits would round 10,250 to 10.3K.
    [
      [10_000, 10_250, 10_500],
      ['10000', '10250', '10500'],
    ],
    [
      [1_000.001, 1_000.002],
      ['1000.001', '1000.002'],
    ],
    [
      [1e-30, 1, 1e30],
      ['1e−30', '1', '1e30'],
    ],
    [
      [-0.02, 0, 0.02],
      ['−0.02', '0', '0.02'],
    ],
    [[], []],
  ])('%j reads %j', (ticks, labels) => {
    expect(formatTicks(ticks)).toEqual(labels);
  });

  it('are read back exactly and stay short on any linear axis', () => {
    const axis = fc.tuple(
      fc.integer({ min: -40, max: 40 }),
      fc.constantFrom(1, 2, 2.5, 5),
      fc.integer({ min: -20_000, max: 20_000 }),
      fc.integer({ min: 2, max: 9 }),
    );
    fc.assert(
      fc.property(axis, ([power, factor, from, count]) => {
        const step = factor * 10 ** power;
        const ticks = Array.from({ length: count }, (_, index) => (from + index) * step);
        const factors: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };
        formatTicks(ticks).forEach((label, index) => {
          const unit = factors[label.at(-1) ?? ''] ?? 1;
          expect(Math.abs(unit * read(label.replace(/[KMBT]$/, '')) - (ticks[index] ?? Number.NaN))).toBeLessThan(0.01 * step);
          expect(label.length).toBeLessThanOrEqual(14);
        });
      }),
      { numRuns: 5_000 },
    );
  });
});
