import type { ListView } from '#wire/list-view.ts';
import { type Column, groupedSort } from './list-view.ts';
import { cellFields } from './prepare-columns.ts';

/** Number of rows per request. */
export const rowsPerPage = 50;

/** Page number of a row. */
export function pageOf(index: number): number {
  return Math.floor(index / rowsPerPage);
}

export interface PageInput {
  readonly filter: string;
  readonly sort: string;
  readonly columns: string[];
}

/** The server query for a view. */
export function pageInput(view: Pick<ListView, 'filter' | 'sort' | 'group'>, columns: readonly Column[]): PageInput {
  const by = view.group.split(',').filter((name) => name !== '');
  return { filter: view.filter, sort: groupedSort(view.sort, by), columns: [...cellFields(columns)] };
}
