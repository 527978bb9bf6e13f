type Values = Readonly<Record<string, number | string>>;

/** The epochs that a run trains; a value that all runs of the sweep share is in `constants`. */
export function epochsOf({ values }: { readonly values: Values }, constants: Values = {}): number {
  const epochs = values.epochs ?? constants.epochs;
  if (epochs === undefined) throw new RangeError('A run has no parameter epochs, neither of its own nor shared.');
  return Math.max(1, Number(epochs));
}
