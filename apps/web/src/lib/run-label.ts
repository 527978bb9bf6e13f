import { formatParameter } from './format.ts';
import { derivedParameters, shortParameterName } from './parameter-names.ts';
import type { ParameterSource } from './prepare-parameters.ts';

type Labelled = ParameterSource & { readonly id: string; readonly name: string | null };

/** What tells a run apart from those beside it: `784-128-16 · lr 0.003`. Falls back on its id where nothing does. */
export function runLabel(run: Labelled, varying: readonly string[]): string {
  if (run.name !== null) return run.name;
  if (run.kind === 'baseline') return baselineLabel(run.values);
  const parts = varying
    .filter((key) => !derivedParameters.includes(key))
    .flatMap((key) => {
      const value = key === 'seed' ? run.seed : run.values[key];
      return value === undefined ? [] : [`${shortParameterName(key)}\u00a0${formatParameter(value)}`.trim()];
    });
  return parts.length === 0 ? `run ${run.id}` : parts.join(' · ');
}

/** `PCA 32` or `Mean image` */
export function baselineLabel(values: Readonly<Record<string, number | string>>): string {
  return values.baseline === 'mean' ? 'Mean image' : `PCA ${values.codeSize ?? ''}`.trim();
}
