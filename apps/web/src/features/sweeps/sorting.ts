import type { SortingState } from '@tanstack/react-table';

/** `validation` ascending, `-validation` descending: how a table is sorted, in the address. */
export function parseSorting(text: string): SortingState {
  const id = text.replace(/^-/, '');
  return id === '' ? [] : [{ id, desc: text.startsWith('-') }];
}

export function sortingText(sorting: SortingState): string {
  const first = sorting[0];
  return first === undefined ? '' : `${first.desc ? '-' : ''}${first.id}`;
}
