import { formatCount } from '@hourglass/presentation';
import type { RunTablePlan } from './prepare-run-table.ts';

/** Widths of the longest texts that columns show during training, in characters. */
const longest: Readonly<Record<string, number>> = {
  ...{ best: 9, bestCost: 9, bestEpoch: 5, bestTest: 9, pca: 8, validation: 9, test: 9, train: 9 },
  ...{ state: 11, time: 11 },
};

/** Width of the progress bar before the steps, in pixels. */
const barWidth = 56;

/** Space on both sides of a cell's text, in pixels. */
const padding = 20;

/**
 * Least widths of the columns of a sweep that trains, as CSS lengths by column id: they fit every text that runs may show, so that no column moves
 * while values change, nor when the last run ends. Empty if no run has trained since the page was opened.
 */
export function liveWidths({ runs, wasLive }: Pick<RunTablePlan, 'runs' | 'wasLive'>): Readonly<Record<string, string>> {
  if (!wasLive) return {};
  const steps = Math.max(...runs.map(({ totalSteps }) => formatCount(totalSteps).length));
  const ofText = Object.entries(longest).map(([id, characters]) => [id, `calc(${characters}ch + ${padding}px)`]);
  return Object.fromEntries([...ofText, ['step', `calc(${2 * steps + 3}ch + ${barWidth + padding}px)`]]);
}
