import type { Run } from '@hourglass/db';
import { formatDuration } from '@hourglass/presentation';
import { isFinished } from '@hourglass/sweeps';
import type { SweepProgress } from './sweep-progress.ts';

export interface SweepAmount {
  readonly finished: number;
  /** Between 0 and 1. */
  readonly fraction: number;
  readonly stepsPerSecond: number;
  /** `12 min 05 s left` */
  readonly left: string;
}

/** How far a sweep is, by the steps of its runs. */
export function sweepAmount({ runs, stepsDone, seconds }: Pick<SweepProgress, 'runs' | 'stepsDone' | 'seconds'>): SweepAmount {
  const total = sumOf(runs, ({ totalSteps }) => totalSteps);
  const done = sumOf(runs, ({ step, totalSteps, state }) => (isFinished(state) ? totalSteps : step));
  const stepsPerSecond = seconds > 0 ? stepsDone / seconds : 0;
  return {
    finished: runs.filter(({ state }) => isFinished(state)).length,
    fraction: total === 0 ? 1 : done / total,
    stepsPerSecond,
    left: stepsPerSecond > 0 ? `${formatDuration((total - done) / stepsPerSecond)} left` : 'remaining time not yet known',
  };
}

function sumOf<Value>(values: readonly Value[], number: (value: Value) => number): number {
  return values.reduce((sum, value) => sum + number(value), 0);
}

/** `epoch 12 of 100 (11 %)`; a baseline has no epochs. */
export function epochText({ kind, parameters, step, totalSteps }: Pick<Run, 'kind' | 'parameters' | 'step' | 'totalSteps'>): string {
  const { epochs } = parameters;
  if (kind === 'baseline' || typeof epochs !== 'number' || totalSteps === 0) return 'being fitted';
  const fraction = step / totalSteps;
  return `epoch ${Math.min(epochs, Math.floor(fraction * epochs) + 1)} of ${epochs} (${Math.floor(100 * fraction)} %)`;
}
