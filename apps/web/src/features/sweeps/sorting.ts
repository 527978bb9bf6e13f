import type { SortingState } from '@tanstack/react-table';

/** Parses the sort order from the URL: `validation` is ascending, `-validation` descending. */
export function parseSorting(text: string): SortingState {
  const id = text.replace(/^-/, '');
  return id === '' ? [] : [{ id, desc: text.startsWith('-') }];
}

export function sortingText(sorting: SortingState): string {
  const first = sorting[0];
  return first === undefined ? '' : `${first.desc ? '-' : ''}${first.id}`;
}
