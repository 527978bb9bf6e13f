import { defaultRanking } from '@hourglass/model/metrics';
import { describe, expect, it } from 'vitest';
import { defaultSelection as selectionBy } from './default-selection.ts';

const defaultSelection = (runs: Parameters<typeof selectionBy>[0]) => selectionBy(runs, defaultRanking);

/** A run of a configuration with a best value. */
const run = (id: string, configuration: number, bestValue: number | null) => ({
  ...{ id, kind: 'run' as const, configuration, bestValue, lastTestCost: null },
});
const baseline = { id: 'pca', kind: 'baseline' as const, configuration: null, bestValue: 1, lastTestCost: 1 };

describe('the initial selection of a page', () => {
  it('is every run of a small sweep, without baselines', () => {
    expect(defaultSelection([baseline, run('a', 1, 3), run('b', 2, null), run('c', 1, 2)])).toEqual(['a', 'b', 'c']);
  });

  it('is the seeds of the eight configurations with the best mean cost, in the order of the runs', () => {
    const runs = Array.from({ length: 20 }, (_, index) =>
      run(`${index}`, Math.floor(index / 2), index % 2 === 0 ? 20 - index : 21 - index),
    );
    // Configurations 0 and 1 have the highest costs.
    expect(defaultSelection(runs)).toEqual(runs.slice(4).map(({ id }) => id));
  });

  it('prefers the highest values of a metric that is maximised', () => {
    const runs = Array.from({ length: 10 }, (_, index) => run(`${index}`, index, 10 - index));
    const chosen = selectionBy(runs, { direction: 'maximise', part: 'validation', name: 'kl' });
    expect(chosen).toEqual(runs.slice(0, 8).map(({ id }) => id));
  });

  it('judges runs by their last test cost where no samples are held out for validation', () => {
    const runs = Array.from({ length: 10 }, (_, index) => ({ ...run(`${index}`, index, null), lastTestCost: 10 - index }));
    expect(defaultSelection(runs)).toEqual(runs.slice(2).map(({ id }) => id));
  });

  it('prefers the mean over the seeds to a single lucky one', () => {
    const others = Array.from({ length: 8 }, (_, index) => run(`${index}`, index, 5));
    expect(defaultSelection([run('lucky', 9, 1), run('unlucky', 9, 30), ...others])).toEqual(others.map(({ id }) => id));
  });

  it('has at most eight seeds of a configuration, and the first runs if none has a cost', () => {
    const seeds = Array.from({ length: 30 }, (_, seed) => run(`seed ${seed}`, 1, null));
    expect(defaultSelection(seeds)).toHaveLength(8);
    const waiting = Array.from({ length: 12 }, (_, index) => run(`${index}`, index, null));
    expect(defaultSelection(waiting)).toEqual(waiting.slice(0, 8).map(({ id }) => id));
  });
});
