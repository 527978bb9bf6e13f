import type { FigureLayout } from '@hourglass/sweeps/figures';
import { describe, expect, it } from 'vitest';
import { cellText, conditionText, fittingSize, groupFigures, prepareCodeFigure } from './prepare-code-figure.ts';

const between: FigureLayout = { columns: 10, rows: [{ kind: 'between', probes: [2, 3] }], across: null, down: null };
const along: FigureLayout = {
  columns: 11,
  rows: [
    { kind: 'along', axis: { dimension: 3, from: -3, to: 3, spacing: 'even' }, measure: { name: 'kl', value: 2.5388 } },
    { kind: 'along', axis: { dimension: 0, from: -0.85912, to: 7, spacing: 'even' }, measure: { name: 'variance', value: 0.41 } },
  ],
  across: null,
  down: null,
};
const manifold: FigureLayout = {
  columns: 3,
  rows: [{ kind: 'cells' }, { kind: 'cells' }],
  across: { dimension: 0, from: -0.967422, to: 0.967422, spacing: 'quantiles' },
  down: { dimension: 1, from: 4, to: 2, spacing: 'even' },
};
const labels = (probe: number) => ['zero', 'one', 'cat', 'dog'][probe] ?? null;

describe('prepareCodeFigure', () => {
  it('names the samples at both ends of an interpolation, by their labels or their positions', () => {
    expect(prepareCodeFigure(between, labels).rows).toEqual([
      { label: 'cat → dog', detail: '', probes: [2, 3], ends: null, samples: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
    ]);
    expect(prepareCodeFigure(between, () => null).rows[0]?.label).toBe('sample 2 → sample 3');
  });

  it('names the dimension of a traversal, what orders it, and the values at both ends', () => {
    const { rows, across } = prepareCodeFigure(along, labels);
    expect(across).toBeNull();
    expect(rows).toMatchObject([
      { label: 'dimension 3', detail: 'KL 2.54 nats', ends: ['−3', '3'] },
      { label: 'dimension 0', detail: 'variance 0.41', ends: ['−0.859', '7'] },
    ]);
    expect(rows[1]?.samples.slice(0, 2)).toEqual([11, 12]);
  });

  it('names the ranges of a manifold', () => {
    expect(prepareCodeFigure(manifold, labels)).toMatchObject({
      across: { title: 'dimension 0, equally probable steps of the prior', from: '−0.967', to: '0.967' },
      down: { title: 'dimension 1, 1st to 99th percentile of test codes', from: '4', to: '2' },
    });
  });
});

it('names the code of a cell', () => {
  expect(cellText(along, 0, 5)).toBe('dimension 3 = 0');
  expect(cellText(along, 0, 6)).toBe('dimension 3 = 0.6');
  expect(cellText(manifold, 1, 1)).toBe('dimension 0 = 0, dimension 1 = 2');
  expect(cellText(between, 0, 9)).toBe('100% of the way');
  const cells = Array.from({ length: 10 }, () => ({ kind: 'cells' as const }));
  expect(cellText({ columns: 10, rows: cells, across: null, down: null }, 2, 7)).toBe('sample 27');
});

it('shows generated samples of several sources beside each other, before the other figures', () => {
  const cells = Array.from({ length: 10 }, () => ({ kind: 'cells' as const }));
  const samples: FigureLayout = { columns: 10, rows: cells, across: null, down: null };
  const kinds = (...layouts: readonly FigureLayout[]) => groupFigures(layouts.map((layout) => ({ layout }))).map((group) => group.length);
  expect(kinds(samples, samples, manifold, between)).toEqual([2, 1, 1]);
  expect(kinds(manifold, along)).toEqual([1, 1]);
  expect(kinds()).toEqual([]);
});

it('says whose labels a decoder with a condition gets', () => {
  expect(conditionText(between, labels)).toBe('The decoder gets the labels of both, mixed like their codes.');
  expect(conditionText(manifold, labels)).toBe('The decoder gets the label of the first probe sample, zero.');
});

describe('fittingSize', () => {
  const widthAt = (size: number) => 28 * size + 2;

  it.each([
    // 12 cells of 58 pixels, two of them originals, beside 160 of labels.
    [856, 2, 2],
    [855, 2, 1],
    [3_000, 4, 4],
    [100, 3, 1],
  ])('in %i pixels is, up to %i, %i', (width, wanted, size) => {
    expect(fittingSize(between, wanted, { width, widthAt })).toBe(size);
  });
});
