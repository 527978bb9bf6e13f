import { formatDuration } from '@hourglass/presentation';
import { isFinished } from '@hourglass/sweeps';
import type { SweepProgress } from './sweep-progress.ts';

export interface RemainingWork {
  readonly finished: number;
  /** Between 0 and 1. */
  readonly fraction: number;
  readonly stepsPerSecond: number;
  /** `12 min 05 s left` */
  readonly left: string;
}

/** What a sweep has done and what is left, by the steps of its runs. */
export function remainingWork({ runs, stepsDone, seconds }: Pick<SweepProgress, 'runs' | 'stepsDone' | 'seconds'>): RemainingWork {
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
