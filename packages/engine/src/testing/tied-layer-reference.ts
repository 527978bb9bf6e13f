import { at, named } from '../checked.ts';
import type { ResidentSamples, StateValues } from '../engine.ts';
import { adamHyper } from './test-optimizers.ts';
import { hiddenSize, inputSize } from './tied-layer.ts';

/* The step of tied-layer.ts in float64 and plain JavaScript, the reference for every engine. */

export type Parameters = Readonly<Record<'W' | 'b' | 'c', readonly number[]>>;

export function parametersOf(state: StateValues): Parameters {
  const values = (name: string) => [...named(state, name).values];
  return { W: values('W'), b: values('b'), c: values('c') };
}

/** Rows as a step must see them, by the contract's arithmetic. */
export function rowsOf({ size, values, divisor, mean }: ResidentSamples, rows: Int32Array): number[][] {
  return Array.from(rows, (row) =>
    Array.from({ length: size }, (_, column) => {
      const quotient = Math.fround(at(values, row * size + column) / divisor);
      return Math.fround(quotient - at(mean, column));
    }),
  );
}

/** The cost of each row. */
export function costsOf(parameters: Parameters, rows: readonly number[][]): number[] {
  return rows.map((x) => {
    const y = output(parameters, hidden(parameters, x));
    return y.reduce((cost, value, column) => cost + (value - at(x, column)) ** 2, 0);
  });
}

/** Gradients of Σ (y − x)² over the rows. */
export function gradientsOf(parameters: Parameters, rows: readonly number[][]): Parameters {
  const W = Array.from(parameters.W, () => 0);
  const b = Array.from(parameters.b, () => 0);
  const c = Array.from(parameters.c, () => 0);
  for (const x of rows) {
    const h = hidden(parameters, x);
    const y = output(parameters, h);
    // ∂cost/∂(h Wᵀ + c) = 2 (y − x) (1 − y²);  ∂cost/∂(x W + b) = (that W) (1 − h²);  W takes part in both products.
    const outer = y.map((value, column) => 2 * (value - at(x, column)) * (1 - value ** 2));
    const inner = h.map((value, unit) => {
      const back = outer.reduce((sum, delta, column) => sum + delta * at(parameters.W, column * hiddenSize + unit), 0);
      return back * (1 - value ** 2);
    });
    for (let column = 0; column < inputSize; column++) {
      c[column] = at(c, column) + at(outer, column);
      for (let unit = 0; unit < hiddenSize; unit++) {
        const index = column * hiddenSize + unit;
        W[index] = at(W, index) + at(outer, column) * at(h, unit) + at(x, column) * at(inner, unit);
      }
    }
    for (let unit = 0; unit < hiddenSize; unit++) b[unit] = at(b, unit) + at(inner, unit);
  }
  return { W, b, c };
}

export function sgdUpdate(parameters: Parameters, gradients: Parameters, learningRate: number): Parameters {
  return combine((name, index) => at(parameters[name], index) - learningRate * at(gradients[name], index), parameters);
}

export interface AdamMoments {
  readonly t: number;
  readonly m: Parameters;
  readonly v: Parameters;
}

export const noMoments = (parameters: Parameters): AdamMoments => ({
  t: 0,
  m: combine(() => 0, parameters),
  v: combine(() => 0, parameters),
});

export function adamUpdate(
  parameters: Parameters,
  gradients: Parameters,
  moments: AdamMoments,
  learningRate: number,
): { parameters: Parameters; moments: AdamMoments } {
  const { beta1, beta2, epsilon } = adamHyper;
  const t = moments.t + 1;
  const rate = (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
  const m = combine((name, index) => beta1 * at(moments.m[name], index) + (1 - beta1) * at(gradients[name], index), parameters);
  const v = combine((name, index) => beta2 * at(moments.v[name], index) + (1 - beta2) * at(gradients[name], index) ** 2, parameters);
  const next = combine(
    (name, index) => at(parameters[name], index) - (rate * at(m[name], index)) / (Math.sqrt(at(v[name], index)) + epsilon),
    parameters,
  );
  return { parameters: next, moments: { t, m, v } };
}

function hidden({ W, b }: Parameters, x: readonly number[]): number[] {
  return b.map((bias, unit) => Math.tanh(x.reduce((sum, value, column) => sum + value * at(W, column * hiddenSize + unit), bias)));
}

function output({ W, c }: Parameters, h: readonly number[]): number[] {
  return c.map((bias, column) => Math.tanh(h.reduce((sum, value, unit) => sum + value * at(W, column * hiddenSize + unit), bias)));
}

function combine(value: (name: 'W' | 'b' | 'c', index: number) => number, like: Parameters): Parameters {
  const of = (name: 'W' | 'b' | 'c') => like[name].map((_, index) => value(name, index));
  return { W: of('W'), b: of('b'), c: of('c') };
}
