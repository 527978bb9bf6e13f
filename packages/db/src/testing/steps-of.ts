import type { SeriesBuckets } from '../contract/metrics.ts';

/** The steps that each bucket covers, from its first to its last. */
export function stepsOf({ seriesBegin, pointsPerBucket, firstStep, lastStep }: SeriesBuckets) {
  const steps: { readonly first: number; readonly last: number }[] = [];
  for (let first = firstStep; first <= lastStep; first = (steps.at(-1)?.last ?? 0) + 1) {
    const bucket = Math.floor((first - seriesBegin) / pointsPerBucket);
    steps.push({ first, last: Math.min(lastStep, seriesBegin + (bucket + 1) * pointsPerBucket - 1) });
  }
  return steps;
}
