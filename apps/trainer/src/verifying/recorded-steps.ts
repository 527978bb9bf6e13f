import type { Store } from '@hourglass/db';

/** Steps read at once. */
const block = 1_024;

/** A recorded metric of each step of a run, read block by block as they are asked for in order. Undefined where there is none. */
export function recordedSteps(store: Store, run: string, metric: string): (step: number) => Promise<number | undefined> {
  let from = 0;
  let values: Float32Array = new Float32Array();
  return async (step) => {
    if (step < from || step >= from + block || from === 0) {
      from = step;
      const { min, firstStep, pointsPerBucket } = await store.metrics.series(run, metric, {
        from: step,
        to: step + block - 1,
        width: block,
      });
      // Another size of a bucket would mean that there are more points than steps.
      values = pointsPerBucket === 1 && firstStep === step ? min : new Float32Array();
    }
    return values[step - from];
  };
}
