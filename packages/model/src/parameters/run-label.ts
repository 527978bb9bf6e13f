import { baselineLabel, formatParameter } from '@hourglass/presentation';
import { derivedParameters, shortParameterName } from './parameter-names.ts';

export interface LabelledRun {
  readonly id: string;
  /** The name that a user gave it. */
  readonly name: string | null;
  readonly kind: 'run' | 'baseline';
  readonly seed: number;
  readonly values: Readonly<Record<string, number | string>>;
}

/**
 * What distinguishes a run from the others shown: `784-128-16 · lr 0.003 · seed 2`. Its id if nothing does.
 *
 * @param varying names of the parameters in which the runs differ; `seed` is one
 */
export function runLabel(run: LabelledRun, varying: readonly string[]): string {
  if (run.name !== null) return run.name;
  if (run.kind === 'baseline') return baselineLabel(run.values);
  const parts = varying
    .filter((key) => !derivedParameters.includes(key))
    .flatMap((key) => {
      const value = key === 'seed' ? run.seed : run.values[key];
      return value === undefined ? [] : [`${shortParameterName(key)} ${formatParameter(value)}`.trim()];
    });
  return parts.length === 0 ? `run ${run.id}` : parts.join(' · ');
}
