import type { StateValues } from '@hourglass/engine/contract';
import type { ActivationName, RunConfig } from '../config.ts';

type Matrix = readonly (readonly number[])[];

/** Parameters in double precision, by name. */
export type DoubleParameters = Readonly<Record<string, Float64Array>>;

const activations: Readonly<Record<ActivationName, (x: number) => number>> = {
  tanh: Math.tanh,
  relu: (x) => Math.max(0, x),
  elu: (x) => (x > 0 ? x : Math.exp(x) - 1),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  linear: (x) => x,
};

export function toDouble(parameters: StateValues): DoubleParameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, { values }]) => [name, Float64Array.from(values)]));
}

/** The dense autoencoder once more, in double precision and plain JavaScript: what the engines are held against. */
export function denseForward(
  config: RunConfig,
  parameters: DoubleParameters,
  x: Matrix,
  clean: Matrix,
): { z: Matrix; y: Matrix; cost: number } {
  const layers = config.dimensions.length - 1;
  let current = x;
  for (let layer = 0; layer < layers; layer++) {
    current = affine(
      current,
      get(parameters, `encoder/${layer}/weights`),
      get(parameters, `encoder/${layer}/biases`),
      false,
      activations[config.activation],
    );
  }
  const z = current;
  for (let layer = 0; layer < layers; layer++) {
    const weights = config.tied ? `encoder/${layers - 1 - layer}/weights` : `decoder/${layer}/weights`;
    const activation = layer === layers - 1 ? config.outputActivation : config.activation;
    current = affine(current, get(parameters, weights), get(parameters, `decoder/${layer}/biases`), config.tied, activations[activation]);
  }
  const cost = current.reduce((sum, row, i) => sum + row.reduce((rowSum, y, j) => rowSum + (y - (clean[i]?.[j] ?? Number.NaN)) ** 2, 0), 0);
  return { z, y: current, cost };
}

/** `activate(x W + b)`, or `activate(x Wᵀ + b)`. */
function affine(x: Matrix, weights: Float64Array, biases: Float64Array, transposed: boolean, activate: (x: number) => number): Matrix {
  const outputs = biases.length;
  const inputs = weights.length / outputs;
  return x.map((row) =>
    Array.from(biases, (bias, output) => {
      const weight = (input: number) => weights[transposed ? output * inputs + input : input * outputs + output] ?? Number.NaN;
      return activate(row.reduce((sum, value, input) => sum + value * weight(input), bias));
    }),
  );
}

function get(parameters: DoubleParameters, name: string): Float64Array {
  const values = parameters[name];
  if (values === undefined) throw new Error(`no parameter ${name} among ${Object.keys(parameters)}`);
  return values;
}
