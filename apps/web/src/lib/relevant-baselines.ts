import type { ParameterSource } from './prepare-parameters.ts';

/** The baselines to compare runs with: those of the runs' code sizes, and those without a code size (the mean image). */
export function relevantBaselines<Row extends ParameterSource>(
  runs: readonly ParameterSource[],
  candidates: readonly Row[],
): readonly Row[] {
  const codeSizes = new Set(runs.map(({ values }) => values.codeSize));
  return candidates.filter(({ kind, values }) => kind === 'baseline' && (values.baseline === 'mean' || codeSizes.has(values.codeSize)));
}

/** PCA with the code size of a run, the baseline that the run should beat. */
export function pcaBaselineOf<Row extends ParameterSource>(run: ParameterSource, baselines: readonly Row[]): Row | undefined {
  return baselines.find(({ values }) => values.baseline === 'pca' && values.codeSize === run.values.codeSize);
}
