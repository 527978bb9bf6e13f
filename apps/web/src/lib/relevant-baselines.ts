import type { ParameterSource } from './prepare-parameters.ts';

/** The yardsticks that runs are held against: those of their code sizes, and those that have none (the mean image). */
export function relevantBaselines<Row extends ParameterSource>(
  runs: readonly ParameterSource[],
  candidates: readonly Row[],
): readonly Row[] {
  const codeSizes = new Set(runs.map(({ values }) => values.codeSize));
  return candidates.filter(({ kind, values }) => kind === 'baseline' && (values.baseline === 'mean' || codeSizes.has(values.codeSize)));
}

/** The baseline that keeps as many numbers as a run: what it has to beat. */
export function rivalOf<Row extends ParameterSource>(run: ParameterSource, baselines: readonly Row[]): Row | undefined {
  return baselines.find(({ values }) => values.baseline === 'pca' && values.codeSize === run.values.codeSize);
}
