import { at } from '../checked.ts';
import type { Program } from '../engine.ts';
import { copyRecorded } from './copy-recorded.ts';
import { fusedUpdates, stateReference } from './fused-updates.ts';
import { type GraphNode, intConstant, nodeOf, placeholder, shape as shapeAttribute, type } from './graph.ts';
import { createGraphBuilder, type GraphBuilder } from './graph-builder.ts';
import { batchReference, inputReference, operandsOf, type StepRecording } from './record-step.ts';
import { addGather, addSamples, type SamplesNodes } from './samples-nodes.ts';

/** A graph with its state in resource variables, and the names of its feeds and fetches. */
export interface StepGraph {
  readonly nodes: readonly GraphNode[];
  readonly samples: SamplesNodes;
  /** Sets every variable to the fed values, in the order of the state. */
  readonly write: { readonly feeds: readonly string[]; readonly fetch: string };
  /** Each variable's value, in the order of the state. */
  readonly read: readonly string[];
  /** The nodes that run several steps, by the number of steps. */
  readonly runs: ReadonlyMap<number, StepsRun>;
}
interface StepsRun {
  /** `[steps, batchSize]` */
  readonly rows: string;
  /** `[steps, ...shape]` each, in the order of the program's inputs. */
  readonly inputs: readonly string[];
  /** `[steps]`, available after every variable was updated. */
  readonly costs: string;
}

const float = { T: type('float32') };
const dtype = { dtype: type('float32') };

/**
 * Builds a run of several steps from copies of the nodes of one step, so that the number of steps does not change the bits.
 *
 * @param counts numbers of steps for which there is a run
 */
export function stepGraph(recorded: StepRecording, program: Program, counts: readonly number[]): StepGraph {
  const graph = createGraphBuilder();
  const shapes = Object.values(program.state).map(({ shape }) => shape);
  const variables = shapes.map((shape, index) => addVariable(graph, index, shape));
  const handles = variables.map(({ handle }) => handle);
  const write = addWrites(graph, handles, shapes);
  const samples = addSamples(graph, program.samples);
  const runs = new Map(counts.map((steps) => [steps, addRun(graph, { recorded, program, handles, samples }, steps)]));
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
  readonly program: Program;
  /** The variables of the state's entries. */
  readonly handles: readonly string[];
  readonly samples: SamplesNodes;
}

function addRun(graph: GraphBuilder, parts: StepParts, steps: number): StepsRun {
  const { batchSize, inputs: shapes, state } = parts.program;
  const rows = graph.add(placeholder(`rows_${steps}`, 'int32', [steps, batchSize]));
  const inputs = Object.values(shapes).map((shape, index) =>
    graph.add(placeholder(`input_${index}_${steps}`, 'float32', [steps, ...shape])),
  );
  const costs: string[] = [];
  let changes: LastChanges = Object.keys(state).map(() => null);
  for (let step = 0; step < steps; step++) {
    const copy = addStep(graph.scope(`step_${step}_of_${steps}_`), parts, { rows, inputs, step, after: changes });
    costs.push(copy.cost);
    changes = copy.changes;
  }
  const done = [...new Set(changes)].flatMap((change) => (change === null ? [] : [`^${change}`]));
  return {
    rows,
    inputs,
    costs: graph.add({ name: `costs_${steps}`, op: 'Identity', inputs: [joinCosts(graph, costs), ...done], attributes: float }),
  };
}

function joinCosts(graph: GraphBuilder, costs: readonly string[]): string {
  const [only] = costs;
  if (only !== undefined && costs.length === 1) return only;
  const axis = graph.add(intConstant(`costs_${costs.length}_axis`, [0], []));
  return graph.add({
    name: `costs_${costs.length}_joined`,
    op: 'ConcatV2',
    inputs: [...costs, axis],
    attributes: { ...float, N: { kind: 'int', value: costs.length }, Tidx: type('int32') },
  });
}

/** The last node that changed each variable; null where none has. */
type LastChanges = readonly (string | null)[];

interface StepPosition {
  /** The feeds of the run. */
  readonly rows: string;
  readonly inputs: readonly string[];
  /** The index of the step within the run. */
  readonly step: number;
  readonly after: LastChanges;
}

/** @param graph scoped to this step */
function addStep(
  graph: GraphBuilder,
  { recorded, program, handles, samples }: StepParts,
  { rows, inputs, step, after }: StepPosition,
): { readonly cost: string; readonly changes: LastChanges } {
  const from = graph.nodes.length;
  const reads = after.map((change, index) =>
    graph.add({
      name: stateReference(index),
      op: 'ReadVariableOp',
      inputs: [at(handles, index), ...(change === null ? [] : [`^${change}`])],
      attributes: dtype,
    }),
  );
  const inputValues = Object.values(program.inputs).map((shape, index) =>
    addSlice(graph, { from: at(inputs, index), name: inputReference(index), step, shape, dtype: 'float32' }),
  );
  const ownRows = addSlice(graph, { from: rows, name: 'rows', step, shape: [program.batchSize], dtype: 'int32' });
  const batch = addGather(graph, program.samples, { nodes: samples, rows: ownRows, name: batchReference });
  const translate = copyRecorded(
    graph,
    recorded.nodes,
    new Map([
      ...reads.map((read, index) => [stateReference(index), read] as const),
      ...inputValues.map((value, index) => [inputReference(index), value] as const),
      [batchReference, batch],
    ]),
  );

  const readers = readersOf(graph.nodes.slice(from));
  const results = [recorded.cost, ...recorded.assigned.map(({ value }) => value), ...recorded.fused.flatMap(operandsOf)];
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
  // Each step reshapes its cost to a vector, so that TensorFlow optimizes the nodes around it in the same way for any number of
  // steps. It would replace the Pack of a single cost, and then add the cost's terms in another order.
  const one = graph.add(intConstant('cost_shape', [1]));
  const attributes = { ...float, Tshape: type('int32') };
  return { cost: graph.add({ name: 'cost', op: 'Reshape', inputs: [translate(recorded.cost), one], attributes }), changes };
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
