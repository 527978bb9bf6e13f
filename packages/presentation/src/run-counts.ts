import { formatNumberOf } from './numbers.ts';

/** `2 runs and 1 baseline` */
export function formatRunCounts(runs: number, baselines: number): string {
  return `${formatNumberOf(runs, 'run')} and ${formatNumberOf(baselines, 'baseline')}`;
}
