import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Optimizer, OptimizerArguments, OptimizerResult, Program, StateValues, TensorMap } from '../engine.ts';
import { checkStepResult, sizeOf } from '../program/checks.ts';
import { type FusedKind, type FusedParameter, type FusedUpdate, fusedUpdates, stateReference } from './fused-updates.ts';
import { nodeOf } from './graph.ts';
import type { NativeBackend } from './native-backend.ts';
import { otherValues, refuseDifference, sameValues } from './other-values.ts';
import { type RecordedNode, type Recorder, record } from './record.ts';
import { rewriteNodes } from './rewrites/rewrite-nodes.ts';

/** One step: what it computes, and what becomes of the state. */
export interface StepRecording {
  readonly nodes: readonly RecordedNode[];
  /** Reference of the batch's cost. */
  readonly cost: string;
  readonly fused: readonly FusedUpdate[];
  /** State entries that get a new value by assignment. */
  readonly assigned: readonly { readonly state: number; readonly value: string }[];
}

export const batchReference = 'batch';
export const inputReference = (index: number): string => `input_${index}`;
const updatedReference = (state: number): string => `updated_${state}`;

/**
 * Records one step, twice with different values: what comes out differently depends on values, on time or on how
 * often the step ran, and a graph would freeze it.
 *
 * @throws EngineError STEP_INVALID with a sentence for what can't be compiled
 */
export function recordStep(backend: NativeBackend, program: Program): StepRecording {
  const given = recordOnce(backend, program, sameValues, { fuse: true });
  refuseDifference('The step', given.nodes, recordOnce(backend, program, otherValues, { fuse: true }).nodes);
  return rewritten(isFusable(given) ? given : recordOnce(backend, program, sameValues, { fuse: false }));
}

function rewritten({ nodes: recorded, cost, fused, assigned }: StepRecording): StepRecording {
  const { nodes, resolve } = rewriteNodes(recorded);
  return {
    nodes,
    cost: resolve(cost),
    assigned: assigned.map(({ state, value }) => ({ state, value: resolve(value) })),
    fused: fused.map((update) => ({
      ...update,
      learningRate: resolve(update.learningRate),
      parameters: update.parameters.map((parameter) => ({ ...parameter, gradient: resolve(parameter.gradient) })),
    })),
  };
}

function recordOnce(
  backend: NativeBackend,
  program: Program,
  change: typeof sameValues,
  { fuse }: { readonly fuse: boolean },
): StepRecording {
  const { nodes, result } = record(backend, sourcesOf(program, change), (recorder) => {
    const { source, referenceOf, outside } = recorder;
    const state: TensorMap = Object.fromEntries(Object.keys(program.state).map((name, index) => [name, source(stateReference(index))]));
    const inputs: TensorMap = Object.fromEntries(Object.keys(program.inputs).map((name, index) => [name, source(inputReference(index))]));
    const fused: FusedUpdate[] = [];
    const optimize = (optimizer: Optimizer, arguments_: OptimizerArguments): OptimizerResult => {
      const update = fuse ? describeUpdate(referenceOf, Object.values(state), optimizer, arguments_) : null;
      if (update === null) return optimizer.update(arguments_);
      fused.push(update);
      return outside(
        () => optimizer.update(arguments_),
        (updated) => updatedTensors(update, updated),
      );
    };
    const stepped = program.step({ state, batch: source(batchReference) as Tensor2D, inputs, optimize });
    checkStepResult(stepped, state);
    const values = Object.keys(program.state).map((name) => referenceOf(stepped.state[name] as Tensor));
    return { cost: referenceOf(stepped.cost), fused, values };
  });
  const changedByUpdate = new Set(result.fused.flatMap(statesOf));
  const stays = (value: string, state: number) =>
    value === stateReference(state) ? !changedByUpdate.has(state) : value === updatedReference(state);
  const assigned = result.values.flatMap((value, state) => (stays(value, state) ? [] : [{ state, value }]));
  return { nodes, cost: result.cost, fused: result.fused, assigned };
}

function sourcesOf({ state, inputs, batchSize, samples }: Program, change: typeof sameValues): StateValues {
  const zeros = (shape: readonly number[]) => ({ shape, values: change(new Float32Array(sizeOf(shape))) });
  return {
    ...Object.fromEntries(
      Object.values(state).map(({ shape, values }, index) => [stateReference(index), { shape, values: change(values) }]),
    ),
    ...Object.fromEntries(Object.values(inputs).map((shape, index) => [inputReference(index), zeros(shape)])),
    [batchReference]: zeros([batchSize, samples.size]),
  };
}

/** The update as one operation a parameter; null where it is of no known kind, or is not over the state itself. */
function describeUpdate(
  referenceOf: Recorder['referenceOf'],
  state: readonly Tensor[],
  { kind, hyper }: Optimizer,
  { parameters, gradients, slots, learningRate }: OptimizerArguments,
): FusedUpdate | null {
  if (!isFusedKind(kind)) return null;
  /** -1 for a tensor that is no state entry. */
  const indexOf = (tensor: Tensor | undefined): number => (tensor === undefined ? -1 : state.indexOf(tensor));
  const known = fusedUpdates[kind];
  const described = Object.entries(parameters).map(([name, parameter]): FusedParameter => {
    const gradient = gradients[name];
    return {
      state: indexOf(parameter),
      gradient: gradient === undefined ? '' : referenceOf(gradient),
      slots: Object.fromEntries(known.slots.map((slot) => [slot, indexOf(slots[`${slot}/${name}`])])),
    };
  });
  const update: FusedUpdate = {
    kind,
    hyper,
    learningRate: referenceOf(learningRate),
    parameters: described,
    shared: Object.fromEntries(known.shared.map((slot) => [slot, indexOf(slots[slot])])),
  };
  const changed = statesOf(update);
  const isWhole = !changed.includes(-1) && new Set(changed).size === changed.length && described.every(({ gradient }) => gradient !== '');
  const hasEverySlot = Object.keys(slots).length === known.slots.length * described.length + known.shared.length;
  return isWhole && hasEverySlot && learningRate.rank === 0 ? update : null;
}

function isFusedKind(kind: string): kind is FusedKind {
  return kind in fusedUpdates;
}

/** Every state entry that the update changes. */
function statesOf({ parameters, shared }: FusedUpdate): readonly number[] {
  return [...parameters.flatMap(({ state, slots }) => [state, ...Object.values(slots)]), ...Object.values(shared)];
}

function* updatedTensors(update: FusedUpdate, updated: OptimizerResult): Iterable<readonly [string, Tensor]> {
  const known = fusedUpdates[update.kind];
  for (const [index, [name, parameter]] of Object.entries(updated.parameters).entries()) {
    const described = update.parameters[index];
    if (described === undefined) continue;
    yield [updatedReference(described.state), parameter];
    for (const slot of known.slots) yield* named(updatedReference(described.slots[slot] ?? -1), updated.slots[`${slot}/${name}`]);
  }
  for (const slot of known.shared) yield* named(updatedReference(update.shared[slot] ?? -1), updated.slots[slot]);
}

function* named(reference: string, tensor: Tensor | undefined): Iterable<readonly [string, Tensor]> {
  if (tensor !== undefined) yield [reference, tensor];
}

/** A fused update leaves its results in the variables only: nothing else may use them, and each must stay where it belongs. */
function isFusable({ nodes, cost, fused, assigned }: StepRecording): boolean {
  const results = new Set(fused.flatMap(statesOf).map(updatedReference));
  const used = [
    cost,
    ...nodes.flatMap(({ inputs }) => inputs.map(nodeOf)),
    ...assigned.map(({ value }) => value),
    ...fused.flatMap(operandsOf),
  ];
  const changedTwice =
    fused.flatMap(statesOf).length !== results.size || assigned.some(({ state }) => results.has(updatedReference(state)));
  return !changedTwice && !used.some((reference) => results.has(reference));
}

/** What an update computes with, besides the state that it changes. */
export function operandsOf({ learningRate, parameters }: FusedUpdate): readonly string[] {
  return [learningRate, ...parameters.map(({ gradient }) => gradient)];
}
