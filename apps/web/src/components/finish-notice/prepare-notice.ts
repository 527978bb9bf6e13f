import { metricTitle } from '@hourglass/model/metrics';
import { formatCost, formatCount } from '@hourglass/presentation';
import type { RunState } from '@hourglass/sweeps';
import type { SweepRow } from '#wire/sweep-row.ts';

export type NoticeSweep = Pick<SweepRow, 'id' | 'name' | 'counts' | 'best' | 'ranking'>;

export interface Notice {
  readonly title: string;
  readonly body: string;
}

const ends: readonly RunState[] = ['complete', 'pruned', 'stopped', 'failed'];

/** Whether any run is waiting or running. */
export function isUnfinished({ waiting, running }: NoticeSweep['counts']): boolean {
  return waiting + running > 0;
}

/** The text of a sweep's notification; null while the sweep is unfinished. */
export function prepareNotice({ name, counts, best, ranking }: NoticeSweep): Notice | null {
  if (isUnfinished(counts)) return null;
  const words = ends.filter((state) => counts[state] > 0).map((state) => `${formatCount(counts[state])} ${state}`);
  const cost = best === null ? [] : [`best ${metricTitle(ranking)} ${formatCost(best.value)}`];
  return { title: `${name} is finished`, body: [...(words.length === 0 ? ['no runs'] : words), ...cost].join(', ') };
}
