import { present } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import { codeSchema } from '../codes/code-config.ts';
import { codeSampler, drawCodes } from '../generation/draw-codes.ts';
import { random } from '../random.ts';
import { cellProbes } from './cell-probes.ts';
import type { CodeFacts, FigurePlan } from './figure.ts';
import { figureLayoutSchema } from './layout.ts';
import { countFigureCells, planFigure } from './plan-figure.ts';
import { type FigureKind, figureKinds } from './registry.ts';

const variational = codeSchema.parse('variational');

/** 101 codes: dimension d of row r is (d + 1)·r, so that percentiles are known. */
function facts(codeSize: number, change: Partial<CodeFacts> = {}): CodeFacts {
  const codes = (rows: number) =>
    Float32Array.from({ length: rows * codeSize }, (_, index) => ((index % codeSize) + 1) * Math.floor(index / codeSize));
  const given = {
    ...{ codeSize, testCodes: codes(101), probeCodes: codes(7), trainCodes: codes(50), klByDimension: null, isQuantized: false },
    ...{ maxCells: 1_000, code: variational, seed: 3, sources: ['prior', 'gaussian'] as const, ...change },
  };
  return { ...given, probeCount: given.probeCodes.length / codeSize };
}

const planOf = (kind: FigureKind, given: CodeFacts): FigurePlan => present(planFigure(kind, given), 'plan');
const rowsOf = ({ codes }: FigurePlan, codeSize: number) =>
  Array.from({ length: codes.length / codeSize }, (_, row) => [...codes.subarray(row * codeSize, (row + 1) * codeSize)]);

describe('a manifold', () => {
  it('covers the 1st to the 99th percentile of plain codes, the second dimension upwards', () => {
    const plan = planOf('manifold', facts(2));
    expect(plan.layout).toMatchObject({
      columns: 20,
      across: { dimension: 0, from: 1, to: 99, spacing: 'even' },
      down: { dimension: 1, from: 198, to: 2, spacing: 'even' },
    });
    const cells = rowsOf(plan, 2);
    expect(cells).toHaveLength(400);
    expect(cells[0]).toEqual([1, 198]);
    expect(cells[19]).toEqual([99, 198]);
    expect(cells[380]).toEqual([1, 2]);
    expect(cells[21]).toEqual([Math.fround(1 + 98 / 19), Math.fround(198 - 196 / 19)]);
  });

  it('covers the prior of variational codes at equally probable steps', () => {
    const plan = planOf('manifold', facts(2, { klByDimension: Float32Array.of(1, 2) }));
    const cells = rowsOf(plan, 2);
    // Φ⁻¹ of 1/40, 3/40, … 39/40.
    expect(plan.layout.across).toMatchObject({ spacing: 'quantiles' });
    expect(plan.layout.across?.from).toBeCloseTo(-1.959964, 6);
    expect(cells[0]?.[0]).toBeCloseTo(-1.959964, 5);
    expect(cells[0]?.[1]).toBeCloseTo(1.959964, 5);
    expect(cells[1]?.[0]).toBeCloseTo(-1.439531, 5);
    expect(cells[399]).toEqual([-(cells[0]?.[0] ?? Number.NaN), -(cells[0]?.[1] ?? Number.NaN)]);
  });

  it('is of codes of two dimensions only, and has fewer cells of large samples', () => {
    expect(planFigure('manifold', facts(3))).toBeNull();
    expect(planOf('manifold', facts(2, { maxCells: 30 })).layout).toMatchObject({ columns: 5 });
  });
});

describe('interpolations', () => {
  it('go in ten even steps from each odd probe sample to the next, as far as there are pairs', () => {
    const plan = planOf('interpolation', facts(3));
    expect(plan.layout.rows).toEqual([0, 2, 4].map((first) => ({ kind: 'between', probes: [first, first + 1] })));
    const cells = rowsOf(plan, 3);
    expect(cells).toHaveLength(30);
    expect(cells[10]).toEqual([2, 4, 6]);
    expect(cells[19]).toEqual([3, 6, 9]);
    expect(cells[13]).toEqual([2 + 3 / 9, 4 + 6 / 9, 7].map(Math.fround));
  });

  it('are at most ten, fewer of large samples, and none of a single sample', () => {
    const many = facts(2, { probeCodes: new Float32Array(200) });
    expect(planOf('interpolation', many).layout.rows).toHaveLength(10);
    expect(planOf('interpolation', { ...many, maxCells: 39 }).layout).toMatchObject({ columns: 10, rows: [{}, {}, {}] });
    expect(planFigure('interpolation', facts(2, { probeCodes: Float32Array.of(1, 2) }))).toBeNull();
  });
});

describe('traversals', () => {
  it('move one dimension of plain codes over its percentiles around the mean, the largest variance first', () => {
    const plan = planOf('traversal', facts(2));
    // Variance of 0, 1, … 100: (101² − 1) / 12.
    expect(plan.layout.rows).toEqual([
      { kind: 'along', axis: { dimension: 1, from: 2, to: 198, spacing: 'even' }, measure: { name: 'variance', value: 4 * 850 } },
      { kind: 'along', axis: { dimension: 0, from: 1, to: 99, spacing: 'even' }, measure: { name: 'variance', value: 850 } },
    ]);
    const cells = rowsOf(plan, 2);
    expect(cells).toHaveLength(22);
    expect(cells[0]).toEqual([50, 2]);
    expect(cells[5]).toEqual([50, 100]);
    expect(cells[11]).toEqual([1, 100]);
  });

  it('move dimensions of variational codes over three standard deviations of the prior, the largest divergence first', () => {
    const plan = planOf('traversal', facts(3, { klByDimension: Float32Array.of(0.5, 0.5, 2) }));
    expect(
      plan.layout.rows.map((row) => (row.kind === 'along' ? [row.axis.dimension, row.axis.from, row.axis.to, row.measure.value] : [])),
    ).toEqual([
      [2, -3, 3, 2],
      [0, -3, 3, 0.5],
      [1, -3, 3, 0.5],
    ]);
    const cells = rowsOf(plan, 3);
    expect(cells[0]).toEqual([50, 100, -3]);
    expect(cells[5]).toEqual([50, 100, 0]);
    expect(cells[6]).toEqual([50, 100, Math.fround(0.6)]);
  });

  it('are of at most 32 dimensions, and of fewer of large samples', () => {
    expect(planOf('traversal', facts(40)).layout.rows).toHaveLength(32);
    expect(planOf('traversal', facts(40, { maxCells: 25 })).layout.rows).toHaveLength(2);
  });
});

describe('generated samples', () => {
  it('are a hundred codes of the prior or of a fitted distribution, functions of the seed alone', () => {
    const prior = planOf('prior', facts(2));
    expect(prior.layout).toMatchObject({ columns: 10, across: null, down: null });
    expect(prior.codes).toHaveLength(200);
    const sampler = codeSampler('prior', facts(2), { encodedSize: 2, codes: new Float32Array(), seed: 0 });
    expect(prior.codes).toEqual(drawCodes(sampler, { seed: 3, count: 100, encodedSize: 2 }));
    expect(planOf('prior', facts(2, { seed: 4 })).codes).not.toEqual(prior.codes);
    expect(planOf('gaussian', facts(2)).codes).not.toEqual(prior.codes);
    // Fewer of large samples.
    expect(planOf('prior', facts(2, { maxCells: 30 })).layout).toMatchObject({ columns: 5 });
  });

  it('exist where codes can be drawn', () => {
    expect(planFigure('prior', facts(2, { sources: ['gaussian'] }))).toBeNull();
    const code = codeSchema.parse({ kind: 'quantized', codes: 5 });
    const quantized = facts(4, { isQuantized: true, sources: ['uniform'], code });
    expect(figureKinds.filter((kind) => planFigure(kind, quantized) !== null)).toEqual(['uniform']);
    expect(planOf('uniform', quantized).codes.every((number) => [0, 1, 2, 3, 4].includes(number))).toBe(true);
  });
});

it.each(figureKinds)('%s: a code for every cell, a layout that its schema reads, the same each time', (kind) => {
  for (const codeSize of [1, 2, 5]) {
    const source = random(codeSize, 'noise');
    const drawn = (rows: number) => Float32Array.from({ length: rows * codeSize }, () => source.normal());
    for (const klByDimension of [null, drawn(1).map(Math.abs)]) {
      const given = {
        ...facts(codeSize),
        testCodes: drawn(50),
        probeCodes: drawn(20),
        probeCount: 20,
        klByDimension,
        isQuantized: false,
        maxCells: 500,
      };
      const plan = planFigure(kind, given);
      if (plan === null) continue;
      expect(plan.codes).toHaveLength(plan.layout.columns * plan.layout.rows.length * codeSize);
      expect(plan.codes.length).toBeLessThanOrEqual(500 * codeSize);
      expect(figureLayoutSchema.parse(JSON.parse(JSON.stringify(plan.layout)))).toEqual(plan.layout);
      expect(planFigure(kind, given)).toEqual(plan);
    }
  }
});

it('gives a cell the label of the first probe sample, or of both samples of its row in the proportion of their codes', () => {
  const { layout } = planOf('interpolation', facts(2));
  const cells = cellProbes(layout);
  expect(cells).toHaveLength(30);
  expect(cells[0]).toEqual({ first: 0, second: 1, share: 0 });
  expect(cells[13]).toEqual({ first: 2, second: 3, share: 3 / 9 });
  expect(cells[29]).toEqual({ first: 4, second: 5, share: 1 });
  expect(new Set(cellProbes(planOf('traversal', facts(2)).layout).map((cell) => JSON.stringify(cell))).size).toBe(1);
});

it('counts the cells of all figures', () => {
  const limits = { probeCount: 100, maxCells: 1_000, isQuantized: false, sources: ['prior', 'gaussian'] as const };
  expect(countFigureCells({ ...limits, codeSize: 2 })).toBe(200 + 400 + 100 + 2 * 11);
  expect(countFigureCells({ ...limits, codeSize: 64 })).toBe(200 + 100 + 32 * 11);
  // No value exists between the numbers of two codes.
  expect(countFigureCells({ ...limits, codeSize: 2, isQuantized: true, sources: ['uniform'] })).toBe(100);
});
