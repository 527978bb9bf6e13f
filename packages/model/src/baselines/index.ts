export type { Baseline, FittedBaseline, LinearFit } from './baseline.ts';
export { baselineCosts, baselineReconstructions } from './evaluate-baseline.ts';
export { linearModel } from './linear-model.ts';
export { baselines } from './registry.ts';
