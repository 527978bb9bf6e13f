import { isDefaultRanking, type Ranking } from '@hourglass/model/metrics';
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

/** The columns by which a sweep's tables are sorted at first: the best run and the best configuration on top. */
export function usualOrder({ hasBest, ranking }: { readonly hasBest: boolean; readonly ranking: Ranking }): {
  readonly runs: string;
  readonly configurations: string;
} {
  if (!hasBest) return { runs: 'test', configurations: 'test' };
  const sign = ranking.direction === 'maximise' ? '-' : '';
  return { runs: `${sign}best`, configurations: isDefaultRanking(ranking) ? 'validation' : `${sign}best` };
}
