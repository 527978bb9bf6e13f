import { describe, expect, it } from 'vitest';
import { type Coverage, countChanged, coverageOf, isDue } from './importance-coverage.ts';
import { relationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';

function run(id: number, change: Partial<RelationRun> = {}): RelationRun {
  return {
    ...{ id: `${id}`, label: '', number: 1, configuration: 1, values: { learningRate: id }, measured: id + 1 },
    ...{ isOutlier: false, hasEnded: true },
    ...change,
  };
}

/** A search of `total` runs, of which the first `ended` have ended. */
function search(ended: number, total: number, choice = 'best'): Coverage {
  const runs = Array.from({ length: total }, (_, id) => (id < ended ? run(id) : run(id, { hasEnded: false, measured: null })));
  return coverageOf({ runs, axes: [relationAxis('learningRate', runs)] }, choice);
}

describe('while runs train, importance', () => {
  it('is computed for the first runs, and again for each tenth more', () => {
    expect(isDue(null, search(100, 300))).toBe(true);
    expect(isDue(search(100, 300), search(109, 300))).toBe(false);
    expect(isDue(search(100, 300), search(110, 300))).toBe(true);
  });

  it('is computed a few times over a bounded number of runs, and at the end over all', () => {
    const total = 400;
    const computed: number[] = [];
    let covered: Coverage | null = null;
    for (let ended = 8; ended <= total; ended++) {
      const current = search(ended, total);
      if (!isDue(covered, current)) continue;
      covered = current;
      computed.push(ended);
    }
    expect(computed.at(-1)).toBe(total);
    // ln(400 / 8) / ln 1.1 = 41, and fewer at the beginning, where a tenth is less than one run.
    expect(computed.length).toBeLessThan(45);
    // The sum of a geometric series with the last term n is n / (1 − 1 / 1.1) = 11 n.
    expect(computed.reduce((sum, runs) => sum + runs, 0)).toBeLessThan(12 * total);
  });
});

describe('importance is computed at once', () => {
  it('when another measure or other outliers are chosen', () => {
    expect(isDue(search(100, 300), search(100, 300, 'test'))).toBe(true);
  });

  it('when the last run has ended, and when a run of a finished search is deleted', () => {
    expect(isDue(search(299, 300), search(300, 300))).toBe(true);
    expect(isDue(search(300, 300), search(299, 299))).toBe(true);
  });

  it('but not for the runs that it covers', () => {
    expect(isDue(search(300, 300), search(300, 300))).toBe(false);
    expect(isDue(search(100, 300), search(100, 300))).toBe(false);
  });
});

it('a run that is new, gone, or has another value is one change', () => {
  const covered = search(10, 10);
  const values = new Map(covered.values);
  values.delete('0');
  values.set('1', 99);
  values.set('new', 1);
  expect(countChanged(covered, { ...covered, values })).toBe(3);
});
