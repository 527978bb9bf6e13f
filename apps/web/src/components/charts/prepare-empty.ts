import { formatCount } from '@hourglass/presentation';
import type { RunState } from '@hourglass/sweeps';
import type { Unit } from './progress.ts';

export interface EmptyInput {
  readonly runs: readonly { readonly state: RunState }[];
  readonly unit: Unit;
  /** Whether the chart has a value for each step or for each epoch. */
  readonly each: 'step' | 'epoch';
  /** Whether an epoch has ended. Then a chart by epoch is empty because there is no validation. */
  readonly hasEpochs: boolean;
}

const actions = { step: 'recorded a step', epoch: 'completed an epoch' } as const;

const endings: Readonly<Record<RunState, string>> = {
  waiting: 'is waiting',
  running: 'is running',
  complete: 'is complete',
  pruned: 'was pruned',
  failed: 'failed',
  stopped: 'was stopped',
};

/** Why a chart of runs is empty, as a sentence: from their states, or because the axis has no positions yet. */
export function prepareEmpty({ runs, unit, each, hasEpochs }: EmptyInput): string {
  const [first, ...others] = runs;
  if (first === undefined) return 'Select a run below to draw its cost.';
  if (each === 'epoch' && hasEpochs) {
    return 'No samples are held out for validation (dataset.validation: 0), so there is no validation cost. Compare runs by their test cost.';
  }
  if ((unit === 'time' || unit === 'clock') && runs.some(({ state }) => state !== 'waiting')) {
    return 'Times are known once an epoch is complete. Until then, choose steps as the horizontal axis.';
  }
  if (others.length === 0) return `The run has not ${actions[each]}: it ${endings[first.state]}.`;
  const counts = [...Map.groupBy(runs, ({ state }) => state)].map(([state, own]) => `${formatCount(own.length)} ${state}`);
  return `None of the ${formatCount(runs.length)} runs has ${actions[each]}: ${counts.join(', ')}.`;
}
