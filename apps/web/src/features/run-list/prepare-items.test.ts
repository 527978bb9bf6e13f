import type { RunGroup } from '@hourglass/db';
import { describe, expect, it } from 'vitest';
import { flatItems, groupedItems, groupName } from './prepare-items.ts';

function group(value: string, runs: number, firstRun = 0): RunGroup {
  return {
    values: [value],
    runs,
    firstRun,
    states: {},
    costs: { count: 0, excluded: 0, datasets: 0, mean: null, standardDeviation: null, lowest: null },
  };
}

describe('the lines of the list', () => {
  it('are the runs without grouping', () => {
    const items = flatItems(3);
    expect([items.count, items.at(2)]).toEqual([3, { kind: 'run', index: 2 }]);
  });

  it('are the headers of groups, and the runs of expanded groups', () => {
    // Sorted by cost, while the runs are contiguous by value: a, b, c.
    const groups = [group('c', 1, 5), group('b', 3, 2), group('a', 2, 0)];
    const items = groupedItems(groups, new Set([groupName(group('b', 3))]));
    const lines = Array.from({ length: items.count }, (_, position) => {
      const item = items.at(position);
      return item.kind === 'run' ? item.index : item.group.values[0];
    });
    expect(lines).toEqual(['c', 'b', 2, 3, 4, 'a']);
    expect(() => groupedItems([], new Set()).at(0)).toThrow(RangeError);
  });
});
