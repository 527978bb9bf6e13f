import { at } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import { importanceGap, prepareImportance, rankedRuns } from './prepare-importance.ts';
import { relationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';

/** The cost doubles with each lower learning rate and rises by a tenth with relu; the three seeds have no effect. */
const runs = [0.001, 0.01, 0.1].flatMap((learningRate, rate) =>
  ['relu', 'tanh'].flatMap((activation) =>
    [0, 1, 2].map(
      (seed): RelationRun => ({
        ...{ id: `${learningRate} ${activation} ${seed}`, label: '', number: 1, configuration: 1 },
        values: { learningRate, activation, seed },
        ...{ isOutlier: false, hasEnded: true },
        measured: 10 * 2 ** (2 - rate) * (activation === 'relu' ? 1.1 : 1),
      }),
    ),
  ),
);
const axes = ['seed', 'activation', 'learningRate'].map((key) => relationAxis(key, runs));

describe('prepareImportance', () => {
  const importance = prepareImportance({ runs, axes });

  it('ranks the parameters by importance', () => {
    expect(importance.axes.map(({ axis }) => axis.key)).toEqual(['learningRate', 'activation', 'seed']);
    // Variances of the log cost: (ln 2)² · 2/3 = 0.3203 and (ln 1.1)² / 4 = 0.0023, so the shares are 0.993 and 0.007.
    expect(importance.axes[0]?.share).toBeCloseTo(0.993, 1);
    expect(importance.axes[2]?.share).toBeLessThan(0.01);
    expect(importance.explained).toBeGreaterThan(0.9);
    const all = [...importance.axes, ...importance.pairs].reduce((sum, { share }) => sum + share, importance.rest);
    expect(all).toBeCloseTo(1, 6);
  });

  it('has the expected value at each level', () => {
    const expected = importance.axes[0]?.slice.map((level) => level.expected) ?? [];
    // Geometric means over both activations: 40, 20 and 10, times √1.1 = 1.049. Trees without samples of a level predict values closer to
    // its neighbours'.
    [42, 21, 10.5].forEach((cost, level) => {
      expect(Math.abs(Math.log(at(expected, level) / cost))).toBeLessThan(0.15);
    });
  });

  it('is deterministic', () => {
    expect(prepareImportance({ runs, axes })).toEqual(importance);
  });

  it('includes a parameter that some runs do not have', () => {
    const conditional = runs.map((run, index) => (index % 2 === 0 ? run : { ...run, values: { ...run.values, level: 0.5 } }));
    const { axes: ranked } = prepareImportance({ runs: conditional, axes: [relationAxis('level', conditional)] });
    expect(ranked[0]?.slice.map(({ label }) => label)).toEqual(['0.5']);
  });
});

describe('importanceGap', () => {
  it.each([
    [{ runs, axes }, null],
    [{ runs, axes: [] }, 'Every run has the same parameters, so there is nothing to compare.'],
    [{ runs: runs.slice(0, 7), axes }, 'Importance needs at least 8 runs with a value that are not outliers; there are 7.'],
  ])('gives the reason if importance cannot be computed (%#)', (input, sentence) => {
    expect(importanceGap(input)).toBe(sentence);
  });
});

describe('rankedRuns', () => {
  const run = (id: string, change: Partial<RelationRun>): RelationRun => ({
    ...{ id, label: '', number: 1, configuration: 1, values: {}, measured: 1, isOutlier: false, hasEnded: true },
    ...change,
  });
  const ids = (all: readonly RelationRun[]) => rankedRuns(all).map(({ id }) => id);

  it('omits runs without a value and outliers', () => {
    expect(ids([run('a', {}), run('b', { measured: null }), run('c', { isOutlier: true })])).toEqual(['a']);
  });

  it('uses only ended runs if there are enough', () => {
    const running = run('running', { hasEnded: false });
    const ended = Array.from({ length: 8 }, (_, index) => run(`${index}`, {}));
    expect(ids([running, ...ended.slice(1)])).toHaveLength(8);
    expect(ids([running, ...ended])).not.toContain('running');
  });
});
