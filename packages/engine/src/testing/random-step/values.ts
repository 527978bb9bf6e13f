import { add, mul, reshape, slice, type Tensor, tensor, tile } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../shapes.ts';

/** A tensor of a random step, and a bound on the absolute value of its elements. */
export interface Value {
  readonly tensor: Tensor;
  readonly bound: number;
}

/** The maximum number of elements of a value, so that a step stays small. */
const maxElements = 240;
/** TensorFlow.js has no gradients of some operations for tensors of more axes. */
const maxAxes = 4;
/** The bound on absolute values. It keeps float32 rounding errors small, so that they do not grow into differences between engines. */
const largest = 4;

/** Repeats or cuts a tensor's elements until they fill a shape. */
export function fit(given: Tensor, shape: readonly number[]): Tensor {
  const [size, wanted] = [sizeOf(given.shape), sizeOf(shape)];
  const flat = () => reshape(given, [size]);
  if (given.shape.join() === shape.join()) return given;
  if (size === wanted) return reshape(given, [...shape]);
  const enough = size < wanted ? tile(flat(), [Math.ceil(wanted / size)]) : flat();
  return reshape(slice(enough, [0], [wanted]), [...shape]);
}

/** Limits a value's number of elements and its bound. */
export function settle({ tensor: given, bound }: Value): Value {
  const flat = given.rank > maxAxes ? matrix(given) : given;
  const small = sizeOf(flat.shape) > maxElements ? fit(flat, [6, maxElements / 12]) : flat;
  return bound > largest ? { tensor: mul(small, largest / bound), bound: largest } : { tensor: small, bound };
}

/** Adds a different number to each element, so that no two are equal and none is zero, where functions like max and relu have kinks. */
export function ramped(given: Tensor): Tensor {
  const size = sizeOf(given.shape);
  const ramp = Float32Array.from({ length: size }, (_, index) => 0.0137 + ((index * 7_919) % 1_009) / 7_103);
  return add(given, tensor(ramp, given.shape));
}

/** A tensor as a matrix: the first axis stays. */
export function matrix(given: Tensor): Tensor {
  const [rows = 1] = given.shape;
  return given.rank === 2 ? given : reshape(given, [rows, sizeOf(given.shape) / rows]);
}
