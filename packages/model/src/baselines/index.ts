export type { Baseline, FittedBaseline, LinearFit } from './baseline.ts';
export { baselineCosts, baselineReconstructions } from './evaluate-baseline.ts';
export type { FitProgress, FitState } from './fit-progress.ts';
export { linearModel } from './linear-model.ts';
export { baselines } from './registry.ts';
