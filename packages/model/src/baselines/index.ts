export type { Baseline, FittedBaseline } from './baseline.ts';
export { baselineCosts, baselineReconstructions } from './evaluate-baseline.ts';
export { baselines } from './registry.ts';
