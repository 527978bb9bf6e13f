import { formatParameter } from './numbers.ts';
import { derivedParameters, shortParameterName } from './parameter-names.ts';

type Values = Readonly<Record<string, number | string>>;

export interface LabelledRun {
  readonly id: string;
  /** The name that a user gave it. */
  readonly name: string | null;
  readonly kind: 'run' | 'baseline';
  readonly seed: number;
  readonly values: Values;
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

/** `PCA 32` or `Mean image` */
export function baselineLabel(values: Values): string {
  return values.baseline === 'mean' ? 'Mean image' : `PCA ${values.codeSize ?? ''}`.trim();
}

/** `#3`: the number that a run has in its home. */
export function numberLabel(number: number): string {
  return `#${number}`;
}

type NumberedRun = Pick<LabelledRun, 'name' | 'values'> & {
  /** Null for a baseline. */
  readonly number: number | null;
};

/** `#3`, or the name that a user gave it: for views that show its parameters separately. */
export function shortRunLabel({ name, number, values }: NumberedRun): string {
  return name ?? (number === null ? baselineLabel(values) : numberLabel(number));
}

/** `#3 784-128-16 · lr 0.003`; a baseline has no number. */
export function numberedLabel(label: string, number: number | null): string {
  return number === null ? label : `${numberLabel(number)} ${label}`;
}
