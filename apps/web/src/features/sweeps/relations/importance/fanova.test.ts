import { at, present } from '@hourglass/presentation/at';
import { cross } from 'd3-array';
import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { meanOf } from '#lib/mean-of.ts';
import { decompose } from './fanova.ts';
import { type ForestAxis, growForest, growTree, predict, type Sample } from './forest.ts';

const ordered = (levels: number): ForestAxis => ({ levels, isOrdered: true });
const unordered = (levels: number): ForestAxis => ({ levels, isOrdered: false });
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Every combination of levels, once each. */
function grid(axes: readonly ForestAxis[], target: (levels: readonly number[]) => number): readonly Sample[] {
  const combinations = axes.reduce<readonly (readonly number[])[]>(
    (before, { levels }) => cross(before, range(levels), (head, level) => [...head, level]),
    [[]],
  );
  return combinations.map((levels) => ({ levels, target: target(levels) }));
}

/** Decomposes a fully grown tree on a full grid. The tree equals the target function, so the decomposition is exact. */
function decomposed(axes: readonly ForestAxis[], target: (levels: readonly number[]) => number) {
  return decompose([growTree(grid(axes, target), axes)], axes);
}

const near = (value: number) => expect.closeTo(value, 9);

describe('decompose', () => {
  it('splits a sum into its main effects', () => {
    const axes = [ordered(4), ordered(4), ordered(3)];
    // Levels 0 to 3 have variance 1.25: 9 × 1.25 = 11.25 against 1 × 1.25, and nothing for the third.
    const { main, pairs, marginals } = decomposed(axes, ([a = 0, b = 0]) => 3 * a + b);
    expect(main.map(({ share }) => share)).toEqual([near(0.9), near(0.1), near(0)]);
    expect(pairs.every(({ share }) => Math.abs(share) < 1e-9)).toBe(true);
    // 3a + the mean of b, 1.5
    expect(marginals[0]?.map((level) => level.mean)).toEqual([1.5, 4.5, 7.5, 10.5].map(near));
  });

  it('splits a product into the effects of its factors and their pair', () => {
    const axes = [ordered(3), ordered(3)];
    // ab over {−1, 0, 1} + shift: with a, b ∈ {0, 1, 2}, a_A = a·1, so V_A = var{0, 1, 2} = 2/3, V_B the same;
    // E(a²b²) − (E ab)² = (5/3)² − 1 = 16/9, of which 16/9 − 4/3 = 4/9 is the pair's.
    const { main, pairs } = decomposed(axes, ([a = 0, b = 0]) => a * b);
    expect(main.map(({ share }) => share)).toEqual([near(3 / 8), near(3 / 8)]);
    expect(pairs).toEqual([{ axes: [0, 1], share: near(1 / 4) }]);
  });

  it('finds an effect that two parameters have only together', () => {
    const { main, pairs } = decomposed([ordered(2), unordered(2)], ([a, b]) => (a === b ? 1 : 0));
    expect(main.map(({ share }) => share)).toEqual([near(0), near(0)]);
    expect(pairs[0]?.share).toBeCloseTo(1, 9);
  });

  it('weighs every level equally, however often it was tried', () => {
    const axes = [ordered(2), ordered(2)];
    const samples = [...grid(axes, ([a = 0, b = 0]) => a + b), ...range(50).map(() => ({ levels: [0, 0], target: 0 }))];
    expect(decompose([growTree(samples, axes)], axes).main.map(({ share }) => share)).toEqual([near(0.5), near(0.5)]);
  });

  it('has no effects for a constant cost', () => {
    expect(decomposed([ordered(2)], () => 7)).toEqual({
      main: [{ share: 0, deviation: 0 }],
      pairs: [],
      marginals: [
        [
          { mean: 7, deviation: 0 },
          { mean: 7, deviation: 0 },
        ],
      ],
    });
  });
});

describe('growTree', () => {
  it('splits unordered levels into any two sets', () => {
    const axes = [unordered(5)];
    const heights = [4, 1, 4, 1, 4];
    const tree = growTree(
      grid(axes, ([level]) => at(heights, present(level, 'level'))),
      axes,
    );
    expect(range(5).map((level) => predict(tree, [level]))).toEqual(heights);
    // The root is the only split.
    expect('axis' in tree && !('axis' in tree.left) && !('axis' in tree.right)).toBe(true);
  });

  it('treats an untried ordered level like its nearest neighbour', () => {
    const tree = growTree(
      [
        { levels: [0], target: 1 },
        { levels: [4], target: 9 },
      ],
      [ordered(5)],
    );
    expect(range(5).map((level) => predict(tree, [level]))).toEqual([1, 1, 1, 9, 9]);
  });
});

describe('a forest', () => {
  /** The function of Ishigami & Homma, a benchmark for importance measures: sin x + 7 sin² y + 0.1 z⁴ sin x on [−π, π]³. */
  const levels = 9;
  const axes = [ordered(levels), ordered(levels), ordered(levels)];
  const position = (level = 0) => -Math.PI + (2 * Math.PI * (level + 0.5)) / levels;
  const ishigami = ([x, y, z]: readonly number[]) =>
    Math.sin(position(x)) + 7 * Math.sin(position(y)) ** 2 + 0.1 * position(z) ** 4 * Math.sin(position(x));

  it('finds the shares of a known function from noisy samples', () => {
    const exact = exactShares(ishigami);
    const uniform = randomLcg(0.25);
    const noise = randomNormal.source(uniform)(0, 0.5);
    const samples = range(1_500).map(() => {
      const drawn = axes.map(() => Math.floor(uniform() * levels));
      return { levels: drawn, target: ishigami(drawn) + noise() };
    });
    const forest = growForest(samples, axes, { trees: 16, uniform });
    const { main, pairs } = decompose(forest.trees, axes);
    // The function's variance is about 13 and the noise's 0.25, so at most 98% can be explained.
    expect(forest.explained).toBeGreaterThan(0.9);
    main.forEach(({ share }, axis) => {
      expect(Math.abs(share - at(exact, axis))).toBeLessThan(0.03);
    });
    expect(pairs[0]?.axes).toEqual([0, 2]);
    expect(Math.abs(at(pairs, 0).share - (1 - exact.reduce((sum, share) => sum + share, 0)))).toBeLessThan(0.04);
  });

  it('explains no variance of pure noise', () => {
    const uniform = randomLcg(0.75);
    const samples = range(300).map(() => ({ levels: axes.map(() => Math.floor(uniform() * levels)), target: uniform() }));
    expect(growForest(samples, axes, { trees: 16, uniform }).explained).toBeLessThan(0.1);
  });

  /** Computes the shares by definition, as variances of conditional means over the full grid. */
  function exactShares(target: (levels: readonly number[]) => number): readonly number[] {
    const all = grid(axes, target);
    const centre = meanOf(all.map((sample) => sample.target));
    const variance = meanOf(all.map((sample) => (sample.target - centre) ** 2));
    return axes.map((_, axis) => {
      const means = range(levels).map((level) => meanOf(all.filter((sample) => sample.levels[axis] === level).map(({ target }) => target)));
      return meanOf(means.map((value) => (value - centre) ** 2)) / variance;
    });
  }
});
