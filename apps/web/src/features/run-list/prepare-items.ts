import type { RunGroup } from '@hourglass/db';
import { at } from '@hourglass/presentation/at';

/** A line of the list: a run, by its index among all matching runs, or the heading of a group. */
type ListItem =
  | { readonly kind: 'run'; readonly index: number }
  | { readonly kind: 'group'; readonly group: RunGroup; readonly name: string; readonly isOpen: boolean };

export interface ListItems {
  readonly count: number;
  readonly at: (position: number) => ListItem;
}

/** Key of a group, made of its values; it identifies the expanded groups. */
export function groupName({ values }: Pick<RunGroup, 'values'>): string {
  return JSON.stringify(values);
}

/** Lines of a list without groups: one per run. Takes constant time and memory. */
export function flatItems(total: number): ListItems {
  return { count: total, at: (index) => ({ kind: 'run', index }) };
}

/**
 * Lines of a list with groups: headings in the received order, and the runs of expanded groups. Runs are sorted by group, so the runs of each
 * group are contiguous, from its `firstRun` on.
 */
export function groupedItems(groups: readonly RunGroup[], open: ReadonlySet<string>): ListItems {
  const heads: {
    readonly position: number;
    readonly group: RunGroup;
    readonly name: string;
    readonly isOpen: boolean;
  }[] = [];
  let position = 0;
  for (const group of groups) {
    const name = groupName(group);
    const isOpen = open.has(name);
    heads.push({ position, group, name, isOpen });
    position += 1 + (isOpen ? group.runs : 0);
  }
  return {
    count: position,
    at: (wanted) => {
      let low = 0;
      let high = heads.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (at(heads, middle).position <= wanted) low = middle;
        else high = middle - 1;
      }
      const head = heads[low];
      if (head === undefined) throw new RangeError(`there is no line ${wanted} in a list of ${position}`);
      const { group, name, isOpen } = head;
      return wanted === head.position
        ? { kind: 'group', group, name, isOpen }
        : { kind: 'run', index: group.firstRun + wanted - head.position - 1 };
    },
  };
}
