import type { StateValues } from '@hourglass/engine/contract';

export type Matrix = readonly (readonly number[])[];

/** Number of columns. @throws RangeError without rows */
export function columnsOf([first]: Matrix): number {
  if (first === undefined) throw new RangeError('a matrix without rows');
  return first.length;
}

/** Parameters in double precision, by name. */
export type DoubleParameters = Readonly<Record<string, Float64Array>>;

export function toDouble(parameters: StateValues): DoubleParameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, { values }]) => [name, Float64Array.from(values)]));
}

interface DoubleTeacher {
  readonly target: Matrix;
  isForced(row: number, step: number): boolean;
}

/** A family's network with fixed parameters. */
export interface DoubleNetwork {
  encode(x: Matrix): { readonly code: Matrix; readonly logVariance?: Matrix };
  /** @param teacher of a decoder that reads its own output: the target, and where it is read instead */
  decode(z: Matrix, teacher?: DoubleTeacher): Matrix;
}

/** `activate(x W + b)`, or `activate(x Wᵀ + b)`. */
export function affine(
  x: Matrix,
  { weights, biases, isTransposed }: { readonly weights: Float64Array; readonly biases: Float64Array; readonly isTransposed: boolean },
  activate: (x: number) => number,
): Matrix {
  const outputs = biases.length;
  const inputs = weights.length / outputs;
  return x.map((row) =>
    Array.from(biases, (bias, output) => {
      const weight = (input: number) => weights[isTransposed ? output * inputs + input : input * outputs + output] ?? Number.NaN;
      return activate(row.reduce((sum, value, input) => sum + value * weight(input), bias));
    }),
  );
}

/** Rows with the condition of each after them. There may be several rows of each condition, one after the other. */
export function withCondition(rows: Matrix, condition: Matrix | null): Matrix {
  if (condition === null) return rows;
  const times = rows.length / condition.length;
  return rows.map((row, index) => [...row, ...(condition[Math.floor(index / times)] ?? [])]);
}
