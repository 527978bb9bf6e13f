import type { Tensor } from '@tensorflow/tfjs-core';
import { at, named } from '../checked.ts';
import type { Optimizer, OptimizerArguments, OptimizerResult, Phase, Program, StateValues, TensorMap } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import { applyOptimizer } from '../program/apply-optimizer.ts';
import { batchShape } from '../program/batch-shape.ts';
import { checkStepResult } from '../program/checks.ts';
import { isKnownKind, knownOptimizers } from '../program/known-optimizers.ts';
import { sameShape, sizeOf } from '../shapes.ts';
import { otherValues, refuseDifferentRecordings, sameValues } from './compare-recordings.ts';
import { type FusedParameter, type FusedUpdate, stateReference } from './fused-updates.ts';
import { nodeOf } from './graph.ts';
import type { NativeBackend } from './native-backend.ts';
import { record } from './record.ts';
import type { RecordedNode } from './recorded-node.ts';
import type { Recorder } from './recorder.ts';
import { rewriteNodes } from './rewrites/rewrite-nodes.ts';

/** The recorded nodes of one step, and the new values of the state. */
export interface StepRecording {
  readonly nodes: readonly RecordedNode[];
  /** References of the metrics, by name. */
  readonly metrics: Readonly<Record<string, string>>;
  readonly fused: readonly FusedUpdate[];
  /** State entries that get a new value by assignment. */
  readonly assigned: readonly { readonly state: number; readonly value: string }[];
}

export const batchReference = (index: number): string => `batch_${index}`;
export const inputReference = (index: number): string => `input_${index}`;
export const drawReference = (index: number): string => `draw_${index}`;
const updatedReference = (state: number): string => `updated_${state}`;

/**
 * Records one step twice with different values. A difference between the recordings depends on values, on time or on the
 * number of calls, and a graph would freeze it.
 *
 * @throws EngineError STEP_INVALID where the step can't be compiled
 */
export function recordStep(backend: NativeBackend, program: PhaseOfProgram): StepRecording {
  const given = recordOnce(backend, program, sameValues, { fuse: true });
  refuseDifferentRecordings('The step', given, recordOnce(backend, program, otherValues, { fuse: true }));
  return rewritten(isFusable(given) ? given : recordOnce(backend, program, sameValues, { fuse: false }));
}

/** What the recording of one phase's step depends on. */
export interface PhaseOfProgram extends Pick<Program, 'state' | 'samples'> {
  readonly phase: Phase;
}

function rewritten({ nodes: recorded, metrics, fused, assigned }: StepRecording): StepRecording {
  const { nodes, resolve } = rewriteNodes(recorded);
  return {
    nodes,
    metrics: mapValues(metrics, resolve),
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
  program: PhaseOfProgram,
  change: typeof sameValues,
  { fuse }: { readonly fuse: boolean },
): StepRecording {
  const { nodes, result } = record(backend, sourcesOf(program, change), (recorder) => {
    const { source, referenceOf, unrecorded } = recorder;
    const sourcesOfNames = (names: object, reference: (index: number) => string): TensorMap =>
      Object.fromEntries(Object.keys(names).map((name, index) => [name, source(reference(index))]));
    const state = sourcesOfNames(program.state, stateReference);
    const inputs = sourcesOfNames(program.phase.inputs, inputReference);
    const batches = sourcesOfNames(program.phase.batches, batchReference);
    const draws = sourcesOfNames(program.phase.draws ?? {}, drawReference);
    const fused: FusedUpdate[] = [];
    const optimize = (optimizer: Optimizer, arguments_: OptimizerArguments): OptimizerResult => {
      const update = fuse ? describeUpdate(referenceOf, Object.values(state), optimizer, arguments_) : null;
      if (update === null) return applyOptimizer(optimizer, arguments_);
      fused.push(update);
      return unrecorded(
        () => applyOptimizer(optimizer, arguments_),
        (updated) => updatedTensors(update, Object.keys(arguments_.parameters), updated),
      );
    };
    const stepped = program.phase.step({ state, batches, inputs, draws, optimize });
    checkStepResult(stepped, state);
    const values = Object.keys(program.state).map((name) => referenceOf(named(stepped.state, name)));
    return { metrics: mapValues(stepped.metrics, referenceOf), fused, values };
  });
  const changedByUpdate = new Set(result.fused.flatMap(statesOf));
  const stays = (value: string, state: number) =>
    value === stateReference(state) ? !changedByUpdate.has(state) : value === updatedReference(state);
  const assigned = result.values.flatMap((value, state) => (stays(value, state) ? [] : [{ state, value }]));
  return { nodes, metrics: result.metrics, fused: result.fused, assigned };
}

function sourcesOf({ state, samples, phase: { inputs, batches, draws = {} } }: PhaseOfProgram, change: typeof sameValues): StateValues {
  const zeros = (shape: readonly number[]) => ({ shape, values: change(new Float32Array(sizeOf(shape))) });
  return {
    ...Object.fromEntries(
      Object.values(state).map(({ shape, values }, index) => [stateReference(index), { shape, values: change(values) }]),
    ),
    ...Object.fromEntries(Object.values(inputs).map((shape, index) => [inputReference(index), zeros(shape)])),
    ...Object.fromEntries(Object.values(draws).map(({ shape }, index) => [drawReference(index), zeros(shape)])),
    ...Object.fromEntries(
      Object.values(batches).map(({ samples: set, size }, index) => [batchReference(index), zeros(batchShape(named(samples, set), size))]),
    ),
  };
}

/** The update as one operation per parameter. Null where the kind is unknown or the update does not use state entries directly. */
function describeUpdate(
  referenceOf: Recorder['referenceOf'],
  state: readonly Tensor[],
  { kind, hyper }: Optimizer,
  { parameters, gradients, slots, learningRate }: OptimizerArguments,
): FusedUpdate | null {
  if (!isKnownKind(kind) || learningRate.rank !== 0) return null;
  const known = knownOptimizers[kind];
  /** The index of the state entry of this tensor. Null where it is not a state entry or has another shape than the operation requires. */
  const entryOf = (tensor: Tensor | undefined, shape: readonly number[]): number | null => {
    if (tensor === undefined || !sameShape(tensor.shape, shape)) return null;
    const index = state.indexOf(tensor);
    return index === -1 ? null : index;
  };
  const described: FusedParameter[] = [];
  for (const [name, parameter] of Object.entries(parameters)) {
    const index = entryOf(parameter, parameter.shape);
    const gradient = gradients[name];
    const own = allFound(known.slots, (slot) => entryOf(slots[`${slot}/${name}`], parameter.shape));
    if (index === null || own === null || gradient === undefined) return null;
    described.push({ state: index, gradient: referenceOf(gradient), slots: own });
  }
  const shared = allFound(known.shared, (slot) => entryOf(slots[slot], []));
  const count = known.slots.length * described.length + known.shared.length;
  if (shared === null || Object.keys(slots).length !== count) return null;
  const update: FusedUpdate = { kind, hyper, learningRate: referenceOf(learningRate), parameters: described, shared };
  const changed = statesOf(update);
  return new Set(changed).size === changed.length ? update : null;
}

/** The results of `find` for all names. Null where one of them is null. */
function allFound(names: readonly string[], find: (name: string) => number | null): Readonly<Record<string, number>> | null {
  const found: Record<string, number> = {};
  for (const name of names) {
    const index = find(name);
    if (index === null) return null;
    found[name] = index;
  }
  return found;
}

/** Every state entry that the update changes. */
function statesOf({ parameters, shared }: FusedUpdate): readonly number[] {
  return [...parameters.flatMap(({ state, slots }) => [state, ...Object.values(slots)]), ...Object.values(shared)];
}

/** The results of an update with their references. @param parameters the names of the update's parameters, in its order */
function* updatedTensors(
  { kind, parameters: described, shared }: FusedUpdate,
  parameters: readonly string[],
  updated: OptimizerResult,
): Iterable<readonly [string, Tensor]> {
  for (const [index, name] of parameters.entries()) {
    const { state, slots } = at(described, index);
    yield [updatedReference(state), named(updated.parameters, name)];
    for (const [slot, entry] of Object.entries(slots)) yield [updatedReference(entry), named(updated.slots, `${slot}/${name}`)];
  }
  for (const slot of knownOptimizers[kind].shared) yield [updatedReference(named(shared, slot)), named(updated.slots, slot)];
}

/** Whether a fused update is possible: its results exist only in the variables, so that no other node may use them or swap them. */
function isFusable({ nodes, metrics, fused, assigned }: StepRecording): boolean {
  const results = new Set(fused.flatMap(statesOf).map(updatedReference));
  const used = [
    ...Object.values(metrics),
    ...nodes.flatMap(({ inputs }) => inputs.map(nodeOf)),
    ...assigned.map(({ value }) => value),
    ...fused.flatMap(operandsOf),
  ];
  const changedTwice =
    fused.flatMap(statesOf).length !== results.size || assigned.some(({ state }) => results.has(updatedReference(state)));
  return !changedTwice && !used.some((reference) => results.has(reference));
}

/** The operands of an update, without the state that it changes. */
export function operandsOf({ learningRate, parameters }: FusedUpdate): readonly string[] {
  return [learningRate, ...parameters.map(({ gradient }) => gradient)];
}
