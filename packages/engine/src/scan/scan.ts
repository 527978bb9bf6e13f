import { stack, type Tensor, unstack } from '@tensorflow/tfjs-core';
import { at, named } from '../checked.ts';
import type { TensorMap } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { mapValues } from '../map-values.ts';
import { sameShape, showShape } from '../shapes.ts';

/** Most steps of one scan. */
export const maxScanSteps = 1_000;

/**
 * One step of a scan: a recurrent cell. Pure TensorFlow.js over its arguments alone; all tensors are float32.
 *
 * @param given `inputs` of this step, without the axis of steps
 * @returns the state for the next step, with the names and shapes of the given one, and the outputs of the step
 */
export type Cell = (given: { readonly state: TensorMap; readonly inputs: TensorMap; readonly weights: TensorMap }) => {
  readonly state: TensorMap;
  readonly outputs: TensorMap;
};

export interface ScanArguments {
  /** The state before the first step. */
  readonly initial: TensorMap;
  /** `[steps, ...]` each, at least one, all of the same number of steps: 1 to 1,000. */
  readonly inputs: TensorMap;
  /** What every step uses. A cell must not use tensors from outside in another way: their gradients would be lost. */
  readonly weights: TensorMap;
}

export interface Scanned {
  /** The state after the last step. */
  readonly final: TensorMap;
  /** `[steps, ...]` each. */
  readonly outputs: TensorMap;
}

export type Scan = (cell: Cell, given: ScanArguments) => Scanned;

/** Replaces the loop while an engine records a graph. */
let recording: Scan | null = null;

/** Runs `work` with another implementation of `scan`. */
export function withScan<Result>(implementation: Scan, work: () => Result): Result {
  const before = recording;
  recording = implementation;
  try {
    return work();
  } finally {
    recording = before;
  }
}

/**
 * Applies a cell step by step, as `lax.scan` in JAX does. A compiling engine records the cell once and runs one loop for the outputs and one for the
 * gradient; otherwise it is a loop in JavaScript. Second-order gradients through a recorded scan are refused.
 *
 * @throws EngineError STEP_INVALID where shapes do not fit
 */
export function scan(cell: Cell, given: ScanArguments): Scanned {
  stepsOf(given);
  return (recording ?? loop)(cell, given);
}

/** The number of steps. @throws EngineError STEP_INVALID */
export function stepsOf({ inputs }: ScanArguments): number {
  const shapes = Object.entries(inputs).map(([name, { shape }]) => [name, shape] as const);
  const [first] = shapes;
  if (first === undefined) throw invalid('A scan has no inputs; it needs at least one, which sets the number of steps.');
  const [firstName, [steps = 0]] = first;
  for (const [name, shape] of shapes) {
    if (shape[0] === steps) continue;
    throw invalid(
      `The inputs of a scan differ in their number of steps: ${firstName} has ${steps}, ${name} has shape ${showShape(shape)}.`,
    );
  }
  if (steps < 1 || steps > maxScanSteps) throw invalid(`A scan has ${steps} steps; it must have 1 to ${maxScanSteps}.`);
  return steps;
}

/** @throws EngineError STEP_INVALID where a cell does not return the state that it was given */
export function checkCellState(given: TensorMap, returned: TensorMap): void {
  const [expected, names] = [Object.keys(given), Object.keys(returned)];
  if (expected.length !== names.length || expected.some((name) => !names.includes(name))) {
    throw invalid(`The cell of a scan returned the state ${names.join(', ') || 'none'}; it must be: ${expected.join(', ') || 'none'}.`);
  }
  for (const [name, { shape, dtype }] of Object.entries(given)) {
    const next = named(returned, name);
    if (sameShape(next.shape, shape) && next.dtype === dtype) continue;
    throw invalid(
      `The cell of a scan returned ${name} as ${next.dtype} of shape ${showShape(next.shape)}; it must be ${dtype} of ${showShape(shape)}.`,
    );
  }
}

const invalid = (sentence: string) => new EngineError('STEP_INVALID', sentence);

const loop: Scan = (cell, given) => {
  const steps = stepsOf(given);
  const slices = mapValues(given.inputs, (input) => unstack(input));
  let state = given.initial;
  const outputs: TensorMap[] = [];
  for (let step = 0; step < steps; step++) {
    const next = cell({ state, inputs: mapValues(slices, (slice) => at(slice, step)), weights: given.weights });
    checkCellState(state, next.state);
    state = next.state;
    outputs.push(next.outputs);
  }
  const stacked = (name: string): Tensor => stack(outputs.map((output) => named(output, name)));
  return { final: state, outputs: mapValues(at(outputs, 0), (_, name) => stacked(name)) };
};
