import { derivedParameters } from '@hourglass/model/parameters';

export interface ParameterSource {
  readonly kind: 'run' | 'baseline';
  readonly seed: number;
  readonly values: Readonly<Record<string, number | string>>;
}

export interface Parameters {
  /** Parameters that all runs share, in the order of the configuration. */
  readonly constants: Readonly<Record<string, number | string>>;
  /** Names of those that differ: choices first, `seed` next, derived parameters last. */
  readonly varying: readonly string[];
}

/**
 * Splits the parameters that runs share from those that distinguish them. A detail of a choice that is constant given the choice
 * (`optimizer.beta1`, 0.9 in every run with Adam) is neither, because it follows from the choice. Baselines have no parameters of their own and don't
 * count.
 */
export function prepareParameters(sources: readonly ParameterSource[]): Parameters {
  const runs = sources.filter(({ kind }) => kind === 'run');
  const first = runs[0];
  if (first === undefined) return { constants: {}, varying: [] };
  const keys = [...new Set(runs.flatMap(({ values }) => Object.keys(values)))];
  const differs = (key: string) => runs.some(({ values }) => values[key] !== first.values[key]);
  const chosen = keys.filter((key) => !derivedParameters.includes(key) && !isImplied(key, runs));
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

/** Whether a parameter is a detail of a choice that varies, and has one value, or none, for each of its options. */
function isImplied(key: string, runs: readonly ParameterSource[]): boolean {
  const dot = key.indexOf('.');
  if (dot === -1) return false;
  const choice = key.slice(0, dot);
  const details = new Map<number | string | undefined, number | string | undefined>();
  for (const { values } of runs) {
    const option = values[choice];
    if (!details.has(option)) details.set(option, values[key]);
    else if (details.get(option) !== values[key]) return false;
  }
  return details.size > 1;
}
