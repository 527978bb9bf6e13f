type Values = Readonly<Record<string, number | string>>;

/** The reference that a run is compared with unless the user chooses another. */
export const pcaOfSameSize = 'PCA, same code size';

/** `PCA 32` or `Mean sample` */
export function baselineLabel(values: Values): string {
  return values.baseline === 'mean' ? 'Mean sample' : `PCA ${values.codeSize ?? ''}`.trim();
}

/** `#3`: the number that a run has in its home. */
export function numberLabel(number: number): string {
  return `#${number}`;
}

interface NumberedRun {
  /** The name that a user gave it. */
  readonly name: string | null;
  readonly values: Values;
  /** Null for a baseline. */
  readonly number: number | null;
}

/** `#3`, or the name that a user gave it: for views that show its parameters separately. */
export function shortRunLabel({ name, number, values }: NumberedRun): string {
  return name ?? (number === null ? baselineLabel(values) : numberLabel(number));
}

/** `#3 784-128-16 · lr 0.003`; a baseline has no number. */
export function numberedLabel(label: string, number: number | null): string {
  return number === null ? label : `${numberLabel(number)} ${label}`;
}
