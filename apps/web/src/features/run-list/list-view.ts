import { isLayoutField } from '@hourglass/model/layout';
import { listedParameters } from '@hourglass/model/parameters';
import { type FieldIndex, type SortPart, sortParts, sortText } from '@hourglass/sweeps/filter';
import type { ListView } from '#wire/list-view.ts';

/*
 * Settings of the run list's view. All fields are text, so that the URL and a saved view use the same format: columns are `name` or
 * `name:width`, and the first `pinned` columns are sticky.
 */

/** By the cost at the best epoch. Runs without validation samples have none and follow, by the test cost of their last epoch. */
const bestFirst = ['bestValidationCost', 'lastTestCost'];

/** Columns after those of the costs. Parameters that no run of the home has are left out. */
const afterCosts = [
  ...[
    'sweep',
    'state',
    ...listedParameters.filter(isLayoutField),
    'tags',
    'seed',
    ...listedParameters.filter((name) => !isLayoutField(name)),
  ],
  ...['trainingSeconds', 'samples', 'createdAt'],
];

/** The view that a link without settings shows. */
export function defaultView(fields: FieldIndex): ListView {
  const isShown = (id: string) => !listedParameters.includes(id) || fields.has(id);
  return {
    filter: '',
    sort: bestFirst.join(','),
    group: '',
    columns: ['run', 'bestValidationCost', 'bestTestCost', 'bestEpoch', 'lastTestCost', ...afterCosts.filter(isShown)].join(','),
    pinned: 1,
  };
}

export interface Column {
  readonly id: string;
  /** Width in CSS pixels; null for the column's default. */
  readonly width: number | null;
}

const least = 48;
const most = 800;

export function parseColumns(text: string): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const part of text.split(',')) {
    const [, id = '', width] = /^(.*?)(?::(\d+))?$/.exec(part) ?? [];
    if (id !== '') columns.set(id, { id, width: width === undefined ? null : clampWidth(Number(width)) });
  }
  return [...columns.values()];
}

export function columnsText(columns: readonly Column[]): string {
  return columns.map(({ id, width }) => (width === null ? id : `${id}:${width}`)).join(',');
}

function clampWidth(width: number): number {
  return Math.round(Math.min(most, Math.max(least, width)));
}

/** Appends a column, or removes it if it is visible. */
export function toggleColumn(columns: readonly Column[], id: string): readonly Column[] {
  return columns.some((column) => column.id === id) ? columns.filter((column) => column.id !== id) : [...columns, { id, width: null }];
}

/** Moves a column to the position of another. The columns in between shift towards the gap. */
export function moveColumn(columns: readonly Column[], id: string, to: number): readonly Column[] {
  const from = columns.findIndex((column) => column.id === id);
  const moved = columns[from];
  if (moved === undefined) return columns;
  const rest = columns.toSpliced(from, 1);
  return rest.toSpliced(Math.min(rest.length, Math.max(0, to)), 0, moved);
}

export function resizeColumn(columns: readonly Column[], id: string, width: number): readonly Column[] {
  return columns.map((column) => (column.id === id ? { id, width: clampWidth(width) } : column));
}

/**
 * The sort keys after a click on a column header. Clicks cycle through ascending, descending and unsorted. A plain click replaces the sort
 * keys; a shift-click adds to them.
 */
export function nextSort(text: string, name: string, isAdded: boolean): string {
  const parts = sortParts(text);
  const before = parts.find((part) => part.name === name);
  const after: readonly SortPart[] =
    before === undefined ? [{ name, isDescending: false }] : before.isDescending ? [] : [{ name, isDescending: true }];
  if (!isAdded) return sortText(after);
  return sortText(before === undefined ? [...parts, ...after] : parts.flatMap((part) => (part.name === name ? after : [part])));
}

/** Sort keys for grouped rows: the group fields come first. */
export function groupedSort(sort: string, by: readonly string[]): string {
  const parts = sortParts(sort);
  const leading = by.map((name) => parts.find((part) => part.name === name) ?? { name, isDescending: false });
  return sortText([...leading, ...parts.filter(({ name }) => !by.includes(name))]);
}
