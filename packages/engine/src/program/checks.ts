import { Tensor } from '@tensorflow/tfjs-core';
import { named } from '../checked.ts';
import type { Program, ResidentSamples, StateValues, TensorMap } from '../engine.ts';
import { EngineError, type EngineErrorCode } from '../errors.ts';
import { sameShape, showShape as show, sizeOf } from '../shapes.ts';

type Shapes = Readonly<Record<string, { readonly shape: readonly number[] }>>;

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** Requires equal names and shapes. `what` starts the message: "The state that the step returned". */
export function checkSameShapes(code: EngineErrorCode, what: string, given: Shapes, expected: Shapes): void {
  checkNames(code, what, Object.keys(given), Object.keys(expected));
  for (const [name, { shape }] of Object.entries(expected)) {
    const got = named(given, name).shape;
    if (!sameShape(got, shape)) throw new EngineError(code, `${what} has ${name} in shape ${show(got)}; it must be ${show(shape)}.`);
  }
}

function checkNames(code: EngineErrorCode, what: string, given: readonly string[], expected: readonly string[]): void {
  const missing = expected.filter((name) => !given.includes(name));
  const unknown = given.filter((name) => !expected.includes(name));
  if (missing.length === 0 && unknown.length === 0) return;
  const wrong = [missing.length > 0 ? `lacks ${list(missing)}` : '', unknown.length > 0 ? `has ${list(unknown)} too much` : ''];
  throw new EngineError(code, `${what} ${wrong.filter(Boolean).join(' and ')}; its names must be: ${list(expected)}.`);
}

export function checkStateValues(code: EngineErrorCode, what: string, state: StateValues): void {
  for (const [name, { shape, values }] of Object.entries(state)) {
    if (values.length === sizeOf(shape)) continue;
    throw new EngineError(code, `${what} has ${values.length} values for ${name}; its shape ${show(shape)} needs ${sizeOf(shape)}.`);
  }
}

export function checkSamples({ count, size, values, mean, divisor }: ResidentSamples): void {
  const refuse = (sentence: string) => new EngineError('INPUT_INVALID', sentence);
  if (!Number.isInteger(count) || count < 1) throw refuse(`samples.count is ${count}; it must be a whole number from 1 on.`);
  if (values.length !== count * size) {
    throw refuse(`samples.values has ${values.length} values; ${count} samples of size ${size} need ${count * size}.`);
  }
  if (mean.length !== size) throw refuse(`samples.mean has ${mean.length} values; samples of size ${size} need ${size}.`);
  if (!Number.isFinite(divisor) || divisor === 0) throw refuse(`samples.divisor is ${divisor}; it must be a finite number other than 0.`);
}

export function checkRows(what: string, rows: Int32Array, count: number): void {
  const outside = rows.find((row) => row < 0 || row >= count);
  if (outside === undefined) return;
  throw new EngineError('INPUT_INVALID', `${what} names row ${outside}; the samples have rows 0 to ${count - 1}.`);
}

/** @returns how many steps the indices are for */
export function checkRun(
  { batchSize, samples, inputs: shapes }: Program,
  indices: Int32Array,
  inputs: Readonly<Record<string, Float32Array>>,
): number {
  const steps = indices.length / batchSize;
  if (!Number.isInteger(steps)) {
    throw new EngineError('INPUT_INVALID', `indices has ${indices.length} rows; it must be a multiple of the batch size, ${batchSize}.`);
  }
  checkRows('indices', indices, samples.count);
  checkNames('INPUT_INVALID', 'inputs', Object.keys(inputs), Object.keys(shapes));
  for (const [name, shape] of Object.entries(shapes)) {
    const { length } = named(inputs, name);
    if (length === steps * sizeOf(shape)) continue;
    throw new EngineError(
      'INPUT_INVALID',
      `inputs.${name} has ${length} values; ${steps} steps of shape ${show(shape)} need ${steps * sizeOf(shape)}.`,
    );
  }
  return steps;
}

/** The result of a step: a float32 scalar, and the state's tensors. */
export function checkStepResult(result: { readonly cost: unknown; readonly state: unknown }, expected: TensorMap): void {
  const { cost, state } = result;
  if (!(cost instanceof Tensor)) throw new EngineError('STEP_INVALID', 'The step returned no tensor as its cost; it must be a scalar.');
  if (cost.rank !== 0 || cost.dtype !== 'float32') {
    throw new EngineError('STEP_INVALID', `The step's cost is ${cost.dtype} of shape ${show(cost.shape)}; it must be a float32 scalar.`);
  }
  const tensors: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(state ?? {})) {
    if (!(tensor instanceof Tensor) || tensor.dtype !== 'float32') {
      throw new EngineError('STEP_INVALID', `The step returned no float32 tensor as ${name} of its state.`);
    }
    tensors[name] = tensor;
  }
  checkSameShapes('STEP_INVALID', 'The state that the step returned', tensors, expected);
}

/** The result of an evaluation of `rows` rows: float32, one result for each row. */
export function checkEvaluation({ shape, dtype }: Pick<Tensor, 'shape' | 'dtype'>, rows: number): void {
  if (shape[0] === rows && dtype === 'float32') return;
  throw new EngineError(
    'STEP_INVALID',
    `The evaluation returned ${dtype} of shape ${show(shape)} for ${rows} rows; it must be float32 with a result a row: [${rows}, ...].`,
  );
}
