interface Parametrised {
  readonly seed: number;
  readonly values: Readonly<Record<string, number | string>>;
}

/** A parameter of a run. `seed` is one, although it is not in the configuration. */
export function parameterOf(run: Parametrised, key: string): number | string | undefined {
  return key === 'seed' ? run.seed : run.values[key];
}
