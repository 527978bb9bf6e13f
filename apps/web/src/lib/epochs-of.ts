type Values = Readonly<Record<string, number | string>>;

/** Epochs that a run is to be trained; values that its sweep shares stand apart. */
export function epochsOf({ values }: { readonly values: Values }, constants: Values = {}): number {
  return Math.max(1, Number(values.epochs ?? constants.epochs ?? 1));
}
