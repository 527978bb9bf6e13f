import { describe, expect, it } from 'vitest';
import { floatAt } from '../checked.ts';
import { columnMoments } from '../column-moments.ts';
import { runConfigSchema } from '../config.ts';
import { randomArrays } from '../random.ts';
import { codeSourceProblem, sourcesOf } from './code-sources.ts';
import { codeSampler, drawCodes } from './draw-codes.ts';

const dense = (code: unknown) => runConfigSchema.parse({ dimensions: [12, 3], tied: false, code });
const quantized = runConfigSchema.parse({ family: 'convolutional', codeSize: null, code: { kind: 'quantized', codes: 5 } });
const means = Float32Array.of(2, -1, 0);
const codes = Float32Array.from(randomArrays(1, 'noise').normals(3 * 400), (value, index) => floatAt(means, index % 3) + value);

it.each([
  ['plain', 3, ['gaussian', 'mixture']],
  ['variational', 3, ['prior', 'gaussian', 'mixture']],
  ['wasserstein', 3, ['prior', 'gaussian', 'mixture']],
  ['sparse', 200, ['gaussian']],
  ['plain', 5_000, []],
])('a %s code of %i values has the sources %j', (code, codeSize, sources) => {
  expect(sourcesOf(dense(code), codeSize)).toEqual(sources);
});

it('says why a code has no such source, and which it has', () => {
  expect(codeSourceProblem('gaussian', dense('plain'), 3)).toBeNull();
  expect(codeSourceProblem('uniform', quantized, 49)).toBeNull();
  expect(codeSourceProblem('prior', dense('plain'), 3)).toBe(
    'received "prior", but a plain code has no prior: only a variational and a wasserstein code have one. Allowed are gaussian, mixture.',
  );
  expect(codeSourceProblem('mixture', quantized, 49)).toBe(
    'received "mixture", but a quantized code is a number at each position, which has no mean and no covariance. Allowed are uniform.',
  );
  expect(codeSourceProblem('uniform', dense('variational'), 3)).toMatch(
    /^received "uniform", which draws one of the codes at each position; a/,
  );
  expect(codeSourceProblem('mixture', dense('plain'), 200)).toBe(
    'received "mixture", which is fitted to codes of at most 128 values; this code has 200. Allowed are gaussian.',
  );
});

describe('drawn codes', () => {
  it.each(['prior', 'gaussian', 'mixture'] as const)('of a sample depend on the seed and its number alone: %s', (source) => {
    const sampler = codeSampler(source, dense('variational'), { encodedSize: 3, codes, seed: 0 });
    const many = drawCodes(sampler, { seed: 7, count: 20, encodedSize: 3 });
    expect(drawCodes(sampler, { seed: 7, first: 12, count: 2, encodedSize: 3 })).toEqual(many.slice(36, 42));
    expect(drawCodes(sampler, { seed: 8, count: 20, encodedSize: 3 })).not.toEqual(many);
  });

  it('of a normal distribution have the moments of the codes that it was fitted to', () => {
    const count = 4_000;
    const given = Float32Array.from(codes, (value, index) => value + floatAt(codes, (index + 3) % codes.length));
    const drawn = drawCodes(codeSampler('gaussian', dense('plain'), { encodedSize: 3, codes: given, seed: 0 }), {
      seed: 1,
      count,
      encodedSize: 3,
    });
    const expected = columnMoments(given, 3);
    for (const [dimension, { mean, variance }] of columnMoments(drawn, 3).entries()) {
      const { mean: center = Number.NaN, variance: spread = Number.NaN } = expected[dimension] ?? {};
      expect(Math.abs(mean - center)).toBeLessThan(4 * Math.sqrt(spread / count));
      expect(Math.abs(variance / spread - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    }
  });

  it('of a quantized code are each of its codes equally often', () => {
    const sampler = codeSampler('uniform', quantized, { encodedSize: 49, codes: new Float32Array(), seed: 0 });
    const drawn = drawCodes(sampler, { seed: 3, count: 100, encodedSize: 49 });
    for (let code = 0; code < 5; code++) {
      const share = drawn.filter((number) => number === code).length / drawn.length;
      expect(Math.abs(share - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / drawn.length));
    }
  });
});
