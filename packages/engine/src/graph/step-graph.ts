import { at, named } from '../checked.ts';
import type { Program } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import { copyRecorded } from './copy-recorded.ts';
import { fusedUpdates, stateReference } from './fused-updates.ts';
import { type GraphNode, intConstant, nodeOf, placeholder, shape as shapeAttribute, type } from './graph.ts';
import { createGraphBuilder, type GraphBuilder } from './graph-builder.ts';
import { batchReference, inputReference, operandsOf, type PhaseOfProgram, type StepRecording } from './record-step.ts';
import { addGather, addSamples, type SamplesNodes } from './samples-nodes.ts';

/** A graph with its state in resource variables, and the names of its feeds and fetches. */
export interface StepGraph {
  readonly nodes: readonly GraphNode[];
  /** By the names of the program's sample sets. */
  readonly samples: Readonly<Record<string, SamplesNodes>>;
  /** Sets every variable to the fed values, in the order of the state. */
  readonly write: { readonly feeds: readonly string[]; readonly fetch: string };
  /** Each variable's value, in the order of the state. */
  readonly read: readonly string[];
  /** For each phase the nodes that run several of its steps, by the number of steps. */
  readonly runs: Readonly<Record<string, ReadonlyMap<number, StepsRun>>>;
}
interface StepsRun {
  /** `[steps, size]` of each batch, by name. */
  readonly rows: Readonly<Record<string, string>>;
  /** `[steps, ...shape]` of each input, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** `[steps]` of each metric, by name. Available after every variable was updated. */
  readonly metrics: Readonly<Record<string, string>>;
}

const float = { T: type('float32') };
const dtype = { dtype: type('float32') };

/**
 * Builds a run of several steps from copies of the nodes of one step, so that the number of steps does not change the bits.
 *
 * @param recordings by phase
 * @param counts numbers of steps for which there is a run of each phase
 */
export function stepGraph(recordings: Readonly<Record<string, StepRecording>>, program: Program, counts: readonly number[]): StepGraph {
  const graph = createGraphBuilder();
  const shapes = Object.values(program.state).map(({ shape }) => shape);
  const variables = shapes.map((shape, index) => addVariable(graph, index, shape));
  const handles = variables.map(({ handle }) => handle);
  const write = addWrites(graph, handles, shapes);
  const sets = Object.keys(program.samples);
  const samples = mapValues(program.samples, (set, name) => addSamples(graph, `samples_${sets.indexOf(name)}`, set));
  const phases = Object.keys(program.phases);
  const runs = mapValues(program.phases, (phase, name) => {
    const parts = { recorded: named(recordings, name), program: { ...program, phase }, handles, samples };
    const scope = graph.scope(`phase_${phases.indexOf(name)}_`);
    return new Map(counts.map((steps) => [steps, addRun(scope, parts, steps)]));
  });
  return { nodes: graph.nodes, samples, write, read: variables.map(({ value }) => value), runs };
}

function addVariable(graph: GraphBuilder, index: number, shape: readonly number[]): { readonly handle: string; readonly value: string } {
  const name = `state_${index}`;
  const handle = graph.add({
    name,
    op: 'VarHandleOp',
    inputs: [],
    attributes: { ...dtype, shape: shapeAttribute(shape), shared_name: { kind: 'string', value: name } },
  });
  return { handle, value: graph.add({ name: `${name}_value`, op: 'ReadVariableOp', inputs: [handle], attributes: dtype }) };
}

/** Copies the values, because TensorFlow would otherwise train in the caller's array. */
function addWrites(graph: GraphBuilder, handles: readonly string[], shapes: readonly (readonly number[])[]): StepGraph['write'] {
  const writes = shapes.map((shape, index) => {
    const feed = graph.add(placeholder(`new_state_${index}`, 'float32', shape));
    const copy = graph.add({ name: `write_${index}_copy`, op: 'DeepCopy', inputs: [feed], attributes: float });
    return { feed, done: assign(graph, `write_${index}`, [at(handles, index), copy]) };
  });
  const value = graph.add(intConstant('written_value', [1], []));
  const fetch = graph.add({
    name: 'written',
    op: 'Identity',
    inputs: [value, ...writes.map(({ done }) => `^${done}`)],
    attributes: { T: type('int32') },
  });
  return { feeds: writes.map(({ feed }) => feed), fetch };
}

interface StepParts {
  readonly recorded: StepRecording;
  readonly program: PhaseOfProgram;
  /** The variables of the state's entries. */
  readonly handles: readonly string[];
  readonly samples: Readonly<Record<string, SamplesNodes>>;
}

/** @param graph scoped to the phase */
function addRun(graph: GraphBuilder, parts: StepParts, steps: number): StepsRun {
  const { state, phase } = parts.program;
  const [batchNames, inputNames] = [Object.keys(phase.batches), Object.keys(phase.inputs)];
  const rows = mapValues(phase.batches, ({ size }, name) =>
    graph.add(placeholder(`rows_${batchNames.indexOf(name)}_${steps}`, 'int32', [steps, size])),
  );
  const inputs = mapValues(phase.inputs, (shape, name) =>
    graph.add(placeholder(`input_${inputNames.indexOf(name)}_${steps}`, 'float32', [steps, ...shape])),
  );
  const copies: Readonly<Record<string, string>>[] = [];
  let changes: LastChanges = Object.keys(state).map(() => null);
  for (let step = 0; step < steps; step++) {
    const copy = addStep(graph.scope(`step_${step}_of_${steps}_`), parts, { rows, inputs, step, after: changes });
    copies.push(copy.metrics);
    changes = copy.changes;
  }
  const done = [...new Set(changes)].flatMap((change) => (change === null ? [] : [`^${change}`]));
  const metrics = mapValues(parts.recorded.metrics, (_, name) => {
    const joined = joinSteps(
      graph,
      copies.map((copy) => named(copy, name)),
    );
    return graph.add({ name: `metric_${steps}`, op: 'Identity', inputs: [joined, ...done], attributes: float });
  });
  return { rows, inputs, metrics };
}

/** The values of a metric in all steps, as one vector. */
function joinSteps(graph: GraphBuilder, values: readonly string[]): string {
  const [only] = values;
  if (only !== undefined && values.length === 1) return only;
  const axis = graph.add(intConstant(`metric_${values.length}_axis`, [0], []));
  return graph.add({
    name: `metric_${values.length}_joined`,
    op: 'ConcatV2',
    inputs: [...values, axis],
    attributes: { ...float, N: { kind: 'int', value: values.length }, Tidx: type('int32') },
  });
}

/** The last node that changed each variable; null where none has. */
type LastChanges = readonly (string | null)[];

interface StepPosition {
  /** The feeds of the run, by the names of batches and inputs. */
  readonly rows: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  /** The index of the step within the run. */
  readonly step: number;
  readonly after: LastChanges;
}

/** @param graph scoped to this step */
function addStep(
  graph: GraphBuilder,
  { recorded, program, handles, samples }: StepParts,
  { rows, inputs, step, after }: StepPosition,
): { readonly metrics: Readonly<Record<string, string>>; readonly changes: LastChanges } {
  const from = graph.nodes.length;
  const reads = after.map((change, index) =>
    graph.add({
      name: stateReference(index),
      op: 'ReadVariableOp',
      inputs: [at(handles, index), ...(change === null ? [] : [`^${change}`])],
      attributes: dtype,
    }),
  );
  const inputValues = Object.entries(program.phase.inputs).map(([name, shape], index) =>
    addSlice(graph, { from: named(inputs, name), name: inputReference(index), step, shape, dtype: 'float32' }),
  );
  const batches = Object.entries(program.phase.batches).map(([name, { samples: set, size }], index) => {
    const own = addSlice(graph, { from: named(rows, name), name: `rows_${index}`, step, shape: [size], dtype: 'int32' });
    const gather = { nodes: named(samples, set), rows: own, count: size, name: batchReference(index) };
    return addGather(graph, named(program.samples, set), gather);
  });
  const translate = copyRecorded(
    graph,
    recorded.nodes,
    new Map([
      ...reads.map((read, index) => [stateReference(index), read] as const),
      ...inputValues.map((value, index) => [inputReference(index), value] as const),
      ...batches.map((value, index) => [batchReference(index), value] as const),
    ]),
  );

  const readers = readersOf(graph.nodes.slice(from));
  const results = [
    ...Object.values(recorded.metrics),
    ...recorded.assigned.map(({ value }) => value),
    ...recorded.fused.flatMap(operandsOf),
  ];
  const used = new Set(results.map((result) => nodeOf(translate(result))));
  /**
   * A variable may be updated after the step before has updated it, this step has read it, and all readers of that value have
   * finished. TensorFlow then updates it in place.
   */
  const before = (state: number): readonly string[] => {
    const read = at(reads, state);
    const waiting = readers.get(read);
    if (waiting !== undefined || used.has(read)) return [read, ...(waiting ?? [])].map((name) => `^${name}`);
    const last = at(after, state);
    return last === null ? [] : [`^${last}`];
  };
  const variable = (state: number) => at(handles, state);
  const changes = [...after];
  for (const update of recorded.fused) {
    for (const [state, change] of fusedUpdates[update.kind](update, { graph, translate, variable, before })) changes[state] = change;
  }
  for (const { state, value } of recorded.assigned) {
    // A value may share memory with a feed that JavaScript owns, for example a slice or a reshaped input.
    const copy = graph.add({ name: `assign_${state}_copy`, op: 'DeepCopy', inputs: [translate(value)], attributes: float });
    changes[state] = assign(graph, `assign_${state}`, [variable(state), copy, ...before(state)]);
  }
  // Each step reshapes its metrics to vectors, so that TensorFlow optimizes the nodes around them in the same way for any number of
  // steps. It would replace the Pack of a single scalar, and then add the terms of a cost in another order.
  const one = graph.add(intConstant('metric_shape', [1]));
  const attributes = { ...float, Tshape: type('int32') };
  const metrics = mapValues(recorded.metrics, (metric) =>
    graph.add({ name: 'metric', op: 'Reshape', inputs: [translate(metric), one], attributes }),
  );
  return { metrics, changes };
}

function assign(graph: GraphBuilder, name: string, inputs: readonly string[]): string {
  return graph.add({ name, op: 'AssignVariableOp', inputs, attributes: dtype });
}

function readersOf(nodes: readonly GraphNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const readers = new Map<string, Set<string>>();
  for (const { name, inputs } of nodes) {
    for (const input of inputs) {
      const source = nodeOf(input);
      readers.set(source, (readers.get(source) ?? new Set()).add(name));
    }
  }
  return readers;
}

interface SliceOf {
  readonly from: string;
  readonly name: string;
  readonly step: number;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/** Row `step` of a feed for all steps. */
function addSlice(graph: GraphBuilder, { from, name, step, shape, dtype: of }: SliceOf): string {
  const begin = graph.add(intConstant(`${name}_begin`, [step, ...shape.map(() => 0)]));
  const size = graph.add(intConstant(`${name}_size`, [1, ...shape]));
  const row = graph.add({
    name: `${name}_row`,
    op: 'Slice',
    inputs: [from, begin, size],
    attributes: { T: type(of), Index: type('int32') },
  });
  const dimensions = graph.add(intConstant(`${name}_shape`, shape));
  return graph.add({ name, op: 'Reshape', inputs: [row, dimensions], attributes: { T: type(of), Tshape: type('int32') } });
}
