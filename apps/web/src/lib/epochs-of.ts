type Values = Readonly<Record<string, number | string>>;

/** The epochs that a run trains; a value that all runs of the sweep share is in `constants`. */
export function epochsOf({ values }: { readonly values: Values }, constants: Values = {}): number {
  return Math.max(1, Number(values.epochs ?? constants.epochs ?? 1));
}
