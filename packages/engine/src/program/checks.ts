import { Tensor } from '@tensorflow/tfjs-core';
import { named } from '../checked.ts';
import type { PhaseFeeds, PhaseSteps, Program, ResidentSamples, RowInputs, StateValues, StepResult, TensorMap } from '../engine.ts';
import { EngineError, type EngineErrorCode } from '../errors.ts';
import { sameShape, showShape as show, sizeOf } from '../shapes.ts';

type Shapes = Readonly<Record<string, { readonly shape: readonly number[] }>>;

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));
const invalid = (sentence: string) => new EngineError('INPUT_INVALID', sentence);
const isCount = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;

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

/** Everything about a program that can be checked without its steps. */
export function checkProgram({ state, samples, phases, seed, evaluationRows }: Program): void {
  for (const [name, set] of Object.entries(samples)) checkSamples(`samples.${name}`, set);
  for (const [phase, { batches }] of Object.entries(phases)) {
    for (const [batch, { samples: set, size }] of Object.entries(batches)) {
      const what = `phases.${phase}.batches.${batch}`;
      if (!isCount(size, 1)) throw invalid(`${what}.size is ${size}; it must be a whole number from 1 on.`);
      if (!Object.hasOwn(samples, set)) throw invalid(`${what}.samples is ${set}; it must be one of: ${list(Object.keys(samples))}.`);
    }
  }
  checkDraws(phases, seed);
  if (!isCount(evaluationRows, 1)) throw invalid(`evaluationRows is ${evaluationRows}; it must be a whole number from 1 on.`);
  checkStateValues('STATE_MISMATCH', 'The state', state);
}

function checkDraws(phases: Program['phases'], seed: number | undefined): void {
  /** The draw of each purpose. */
  const purposes = new Map<number, string>();
  for (const [phase, { draws = {} }] of Object.entries(phases)) {
    for (const [name, { purpose, distribution }] of Object.entries(draws)) {
      const what = `phases.${phase}.draws.${name}`;
      if (!isCount(purpose, 0) || purpose > 255) throw invalid(`${what}.purpose is ${purpose}; it must be a whole number from 0 to 255.`);
      const other = purposes.get(purpose);
      if (other !== undefined) {
        throw invalid(`${what}.purpose is ${purpose}, as that of ${other}, which would draw the same numbers. Give each draw its own.`);
      }
      purposes.set(purpose, what);
      if (distribution.kind === 'mask' && !(distribution.level >= 0 && distribution.level <= 1)) {
        throw invalid(`${what}.distribution.level is ${distribution.level}; it must be a number from 0 to 1.`);
      }
      if (!isSeed(seed))
        throw invalid(`seed is ${seed}; it must be a whole number from 0 to 2⁵³ − 1, because ${what} draws random numbers.`);
    }
  }
}

const isSeed = (value: number | undefined): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

export function checkStateValues(code: EngineErrorCode, what: string, state: StateValues): void {
  for (const [name, { shape, values }] of Object.entries(state)) {
    if (values.length === sizeOf(shape)) continue;
    throw new EngineError(code, `${what} has ${values.length} values for ${name}; its shape ${show(shape)} needs ${sizeOf(shape)}.`);
  }
}

/** @param what names the samples in messages: "samples.train" */
export function checkSamples(what: string, { count, size, shape, values, mean, divisor }: ResidentSamples): void {
  if (!isCount(count, 1)) throw invalid(`${what}.count is ${count}; it must be a whole number from 1 on.`);
  if (shape !== undefined && sizeOf(shape) !== size) {
    throw invalid(`${what}.shape is ${show(shape)}, which has ${sizeOf(shape)} values; the samples have ${size}.`);
  }
  if (values.length !== count * size) {
    throw invalid(`${what}.values has ${values.length} values; ${count} samples of size ${size} need ${count * size}.`);
  }
  if (mean.length !== size) throw invalid(`${what}.mean has ${mean.length} values; samples of size ${size} need ${size}.`);
  if (!Number.isFinite(divisor) || divisor === 0) throw invalid(`${what}.divisor is ${divisor}; it must be a finite number other than 0.`);
}

export function checkRows(what: string, rows: Int32Array, count: number): void {
  const outside = rows.find((row) => row < 0 || row >= count);
  if (outside === undefined) return;
  throw invalid(`${what} names row ${outside}; the samples have rows 0 to ${count - 1}.`);
}

/** @param rows how many are evaluated */
export function checkRowInputs(inputs: RowInputs, rows: number): void {
  for (const [name, { shape, values }] of Object.entries(inputs)) {
    if (values.length === rows * sizeOf(shape)) continue;
    throw invalid(`inputs.${name} has ${values.length} values; ${rows} rows of shape ${show(shape)} need ${rows * sizeOf(shape)}.`);
  }
}

/** @returns how many steps the schedule has of each of its phases */
export function checkRun(
  { phases, samples }: Program,
  schedule: readonly PhaseSteps[],
  feeds: Readonly<Record<string, PhaseFeeds>>,
): Readonly<Record<string, number>> {
  const steps: Record<string, number> = {};
  for (const { phase, steps: more } of schedule) {
    if (!Object.hasOwn(phases, phase))
      throw invalid(`The schedule names the phase ${phase}; the program has: ${list(Object.keys(phases))}.`);
    if (!isCount(more, 0)) throw invalid(`The schedule has ${more} steps of ${phase}; it must be a whole number from 0 on.`);
    steps[phase] = (steps[phase] ?? 0) + more;
  }
  checkNames('INPUT_INVALID', 'feeds', Object.keys(feeds), Object.keys(steps));
  for (const [phase, count] of Object.entries(steps)) {
    const { batches, inputs, draws = {} } = named(phases, phase);
    const given = named(feeds, phase);
    const what = `feeds.${phase}`;
    if (Object.keys(draws).length > 0 && !isSeed(given.firstStep)) {
      throw invalid(`${what}.firstStep is ${given.firstStep}; it must be a whole number from 0 on, because ${phase} draws random numbers.`);
    }
    checkNames('INPUT_INVALID', `${what}.rows`, Object.keys(given.rows), Object.keys(batches));
    for (const [batch, { samples: set, size }] of Object.entries(batches)) {
      const rows = named(given.rows, batch);
      if (rows.length !== count * size) {
        throw invalid(`${what}.rows.${batch} has ${rows.length} rows; ${count} steps of ${size} rows need ${count * size}.`);
      }
      checkRows(`${what}.rows.${batch}`, rows, named(samples, set).count);
    }
    checkNames('INPUT_INVALID', `${what}.inputs`, Object.keys(given.inputs), Object.keys(inputs));
    for (const [input, shape] of Object.entries(inputs)) {
      const { length } = named(given.inputs, input);
      if (length === count * sizeOf(shape)) continue;
      throw invalid(`${what}.inputs.${input} has ${length} values; ${count} steps of shape ${show(shape)} need ${count * sizeOf(shape)}.`);
    }
  }
  return steps;
}

/** The result of a step: float32 scalars, and the state's tensors. */
export function checkStepResult({ metrics, state }: Partial<StepResult>, expected: TensorMap): void {
  const scalars = Object.entries(metrics ?? {});
  if (scalars.length === 0) throw new EngineError('STEP_INVALID', 'The step returned no metrics; it must return at least one scalar.');
  for (const [name, scalar] of scalars) {
    if (!(scalar instanceof Tensor)) {
      throw new EngineError('STEP_INVALID', `The step returned no tensor as its metric ${name}; it must be a scalar.`);
    }
    if (scalar.rank === 0 && scalar.dtype === 'float32') continue;
    const given = `${scalar.dtype} of shape ${show(scalar.shape)}`;
    throw new EngineError('STEP_INVALID', `The step's metric ${name} is ${given}; it must be a float32 scalar.`);
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

/** The results of an evaluation of `rows` rows: float32, one result for each row. */
export function checkEvaluation(results: TensorMap, rows: number): void {
  if (Object.keys(results).length === 0) {
    throw new EngineError('STEP_INVALID', 'The evaluation returned no tensors; it must return at least one.');
  }
  for (const [name, { shape, dtype }] of Object.entries(results)) {
    if (shape[0] === rows && dtype === 'float32') continue;
    throw new EngineError(
      'STEP_INVALID',
      `The evaluation returned ${name} as ${dtype} of shape ${show(shape)} for ${rows} rows; it must be float32 with a result a row: [${rows}, ...].`,
    );
  }
}
