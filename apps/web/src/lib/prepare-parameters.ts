import { derivedParameters } from '@hourglass/presentation';

export interface ParameterSource {
  readonly kind: 'run' | 'baseline';
  readonly seed: number;
  readonly values: Readonly<Record<string, number | string>>;
}

export interface Parameters {
  /** Parameters that all runs share, in the order of the configuration. */
  readonly constants: Readonly<Record<string, number | string>>;
  /** Names of those that differ: what was chosen first, `seed` next, what follows from them last. */
  readonly varying: readonly string[];
}

/** Splits what runs share from what tells them apart. Baselines have no parameters of their own and don't count. */
export function prepareParameters(sources: readonly ParameterSource[]): Parameters {
  const runs = sources.filter(({ kind }) => kind === 'run');
  const first = runs[0];
  if (first === undefined) return { constants: {}, varying: [] };
  const keys = [...new Set(runs.flatMap(({ values }) => Object.keys(values)))];
  const differs = (key: string) => runs.some(({ values }) => values[key] !== first.values[key]);
  const chosen = keys.filter((key) => !derivedParameters.includes(key));
  const seedDiffers = runs.some(({ seed }) => seed !== first.seed);
  const constants: Record<string, number | string> = {};
  for (const key of keys) {
    const value = first.values[key];
    if (!differs(key) && value !== undefined) constants[key] = value;
  }
  if (!seedDiffers) constants.seed = first.seed;
  return {
    constants,
    varying: [
      ...chosen.filter(differs),
      ...(seedDiffers ? ['seed'] : []),
      ...derivedParameters.filter((key) => keys.includes(key) && differs(key)),
    ],
  };
}
