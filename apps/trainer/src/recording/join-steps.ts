import type { SeriesPoints } from '@hourglass/db';
import { countSteps, type StepsEvent } from '@hourglass/model';
import { present } from '@hourglass/presentation/at';

/** An event of training steps, and when they began and ended, in UTC milliseconds. */
export interface TimedSteps {
  readonly event: StepsEvent;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Consecutive events as one series of points for each metric. */
export function joinSteps(steps: readonly TimedSteps[]): readonly SeriesPoints[] {
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return [];
  const { firstStep } = first.event;
  const count = last.event.firstStep + countSteps(last.event) - firstStep;
  return Object.keys(first.event.metrics).map((series) => {
    const values = new Float32Array(count);
    for (const { event } of steps) values.set(present(event.metrics[series], series), event.firstStep - firstStep);
    return { series, firstStep, values, startedAt: first.startedAt, endedAt: last.endedAt };
  });
}
