import type { StateValue } from '@hourglass/engine/contract';
import { sizeOfShape } from '@hourglass/presentation';
import { orthonormalizeRows } from '../linear-algebra/orthonormalize.ts';
import { randomArrays } from '../random.ts';
import type { InitialisationName } from './initialisation-names.ts';

/** Number of inputs and outputs that one weight's layer connects: of a convolution, times the values of its kernel. */
export interface Fans {
  readonly inputs: number;
  readonly outputs: number;
}

/** Weights are uniform in ±bound. */
const bounds: { readonly [Name in InitialisationName]: (fans: Fans) => number } = {
  fanIn: ({ inputs }) => 1 / Math.sqrt(inputs),
  // Glorot & Bengio 2010, equation 16
  glorotUniform: ({ inputs, outputs }) => Math.sqrt(6 / (inputs + outputs)),
  // He, Zhang, Ren & Sun 2015, equation 10: the variance 2 / inputs, as a uniform distribution
  heUniform: ({ inputs }) => Math.sqrt(6 / inputs),
};

/** Which random numbers a layer's weights get. */
export interface WeightStream {
  readonly seed: number;
  /** Number of the layer in its network. */
  readonly layer: number;
}

/** @param shape of the weights, for example `[inputs, outputs]` */
export function initialWeights(initialisation: InitialisationName, shape: readonly number[], fans: Fans, stream: WeightStream): StateValue {
  const count = sizeOfShape(shape);
  const bound = bounds[initialisation](fans);
  const uniforms = randomArrays(stream.seed, 'weights', stream.layer).uniforms(count);
  return { shape: [...shape], values: Float32Array.from(uniforms, (uniform) => (2 * uniform - 1) * bound) };
}

/**
 * Weights with orthonormal rows: those of normal random numbers, made orthonormal in double precision (Saxe, McClelland & Ganguli 2014).
 *
 * @param shape `[inputs, outputs]` with at least as many outputs as inputs
 */
export function orthogonalWeights(shape: readonly [inputs: number, outputs: number], stream: WeightStream): StateValue {
  const [inputs, outputs] = shape;
  if (outputs < inputs) throw new RangeError(`${inputs} rows of ${outputs} values can't be orthonormal`);
  const rows = randomArrays(stream.seed, 'weights', stream.layer).normals(inputs * outputs);
  orthonormalizeRows(rows, outputs);
  return { shape: [...shape], values: Float32Array.from(rows) };
}

export function zeroBiases(outputs: number): StateValue {
  return { shape: [outputs], values: new Float32Array(outputs) };
}
