import type { Program } from '../engine.ts';
import { fusedUpdates, stateReference } from './fused-updates.ts';
import { type GraphNode, intConstant, nodeOf, placeholder, shape as shapeAttribute, type } from './graph.ts';
import { bodyNodes } from './record.ts';
import { batchReference, inputReference, operandsOf, type StepRecording } from './record-step.ts';
import { gatherNodes, samplesNodes } from './samples-nodes.ts';

/** Names of what a step's graph is fed and asked for. `steps` tells which of its runs is meant. */
export const stepFeeds = {
  rows: (steps: number) => `rows_${steps}`,
  input: (index: number, steps: number) => `input_${index}_${steps}`,
  newState: (index: number) => `new_state_${index}`,
} as const;
export const stepFetches = {
  costs: (steps: number) => `costs_${steps}`,
  written: 'written',
  state: (index: number) => `state_${index}_value`,
} as const;

const float = { T: type('float32') };
const resource = (index: number) => `state_${index}`;

/**
 * A graph with state in resource variables, that runs one step or several, one after the other, and gives their costs.
 * Several are copies of the one, operation by operation, so that their number has no influence on the bits.
 *
 * @param counts numbers of steps that one run may have
 */
export function stepGraph(recorded: StepRecording, program: Program, counts: readonly number[]): readonly GraphNode[] {
  const shapes = Object.values(program.state).map(({ shape }) => shape);
  return [
    ...shapes.flatMap((shape, index) => variableNodes(index, shape)),
    ...writeNodes(shapes),
    ...samplesNodes(program.samples),
    ...counts.flatMap((steps) => runNodes(recorded, program, steps)),
  ];
}

function runNodes(recorded: StepRecording, program: Program, steps: number): readonly GraphNode[] {
  const nodes: GraphNode[] = [
    placeholder(stepFeeds.rows(steps), 'int32', [steps, program.batchSize]),
    ...Object.values(program.inputs).map((shape, index) => placeholder(stepFeeds.input(index, steps), 'float32', [steps, ...shape])),
  ];
  const costs: string[] = [];
  /** The last node that changed each variable. */
  let changes: readonly (string | null)[] = Object.keys(program.state).map(() => null);
  for (let step = 0; step < steps; step++) {
    const copy = stepNodes(recorded, program, { steps, step, after: changes });
    nodes.push(...copy.nodes);
    costs.push(copy.cost);
    changes = copy.changes;
  }
  const packed = `${stepFetches.costs(steps)}_packed`;
  const done = [...new Set(changes)].flatMap((change) => (change === null ? [] : [`^${change}`]));
  return [
    ...nodes,
    {
      name: packed,
      op: 'Pack',
      inputs: costs,
      attributes: { ...float, N: { kind: 'int', value: steps }, axis: { kind: 'int', value: 0 } },
    },
    { name: stepFetches.costs(steps), op: 'Identity', inputs: [packed, ...done], attributes: float },
  ];
}

function variableNodes(index: number, shape: readonly number[]): readonly GraphNode[] {
  const dtype = type('float32');
  return [
    {
      name: resource(index),
      op: 'VarHandleOp',
      inputs: [],
      attributes: { dtype, shape: shapeAttribute(shape), shared_name: { kind: 'string', value: resource(index) } },
    },
    { name: stepFetches.state(index), op: 'ReadVariableOp', inputs: [resource(index)], attributes: { dtype } },
  ];
}

/** Sets every variable to what is fed. The values are copied: TensorFlow would otherwise train in the caller's own array. */
function writeNodes(shapes: readonly (readonly number[])[]): readonly GraphNode[] {
  const writes = shapes.flatMap((shape, index): GraphNode[] => [
    placeholder(stepFeeds.newState(index), 'float32', shape),
    { name: `write_${index}_copy`, op: 'DeepCopy', inputs: [stepFeeds.newState(index)], attributes: float },
    {
      name: `write_${index}`,
      op: 'AssignVariableOp',
      inputs: [resource(index), `write_${index}_copy`],
      attributes: { dtype: type('float32') },
    },
  ]);
  return [
    ...writes,
    intConstant('written_value', [1], []),
    {
      name: stepFetches.written,
      op: 'Identity',
      inputs: ['written_value', ...shapes.map((_, index) => `^write_${index}`)],
      attributes: { T: type('int32') },
    },
  ];
}

interface StepCopy {
  readonly nodes: readonly GraphNode[];
  readonly cost: string;
  readonly changes: readonly (string | null)[];
}

interface Place {
  /** Steps in the run, and which of them this is. */
  readonly steps: number;
  readonly step: number;
  /** The last node before this step that changed each variable. */
  readonly after: readonly (string | null)[];
}

function stepNodes(recorded: StepRecording, program: Program, { steps, step, after }: Place): StepCopy {
  const own = (name: string) => `step_${step}_of_${steps}_${name}`;
  const reads = after.map(
    (change, index): GraphNode => ({
      name: own(stateReference(index)),
      op: 'ReadVariableOp',
      inputs: [resource(index), ...(change === null ? [] : [`^${change}`])],
      attributes: { dtype: type('float32') },
    }),
  );
  const inputs = Object.values(program.inputs).flatMap((shape, index) =>
    sliceNodes({ from: stepFeeds.input(index, steps), output: own(inputReference(index)), step, shape, dtype: 'float32' }),
  );
  const rows = sliceNodes({ from: stepFeeds.rows(steps), output: own('rows'), step, shape: [program.batchSize], dtype: 'int32' });
  const batch = gatherNodes(program.samples, own('rows'), own(batchReference));
  const nodes: GraphNode[] = [...reads, ...inputs, ...rows, ...batch, ...bodyNodes(recorded.nodes, own)];

  const readers = readersOf(nodes);
  const operands = new Set([...recorded.assigned.map(({ value }) => value), ...recorded.fused.flatMap(operandsOf)].map(own));
  /** A variable changes only when it has been read, and everything that read it is done: TensorFlow then changes it in place. */
  const order = (index: number): readonly string[] => {
    const read = own(stateReference(index));
    const waiting = readers.get(read);
    return waiting === undefined && !operands.has(read) ? [] : [read, ...(waiting ?? [])].map((name) => `^${name}`);
  };
  const changes = [...after];
  for (const update of recorded.fused) {
    for (const placed of fusedUpdates[update.kind].nodes(update, { own, resource, order })) {
      nodes.push(placed.node);
      for (const state of placed.changes) changes[state] = placed.node.name;
    }
  }
  for (const { state, value } of recorded.assigned) {
    const name = own(`assign_${state}`);
    nodes.push({
      name,
      op: 'AssignVariableOp',
      inputs: [resource(state), own(value), ...order(state)],
      attributes: { dtype: type('float32') },
    });
    changes[state] = name;
  }
  return { nodes, cost: own(recorded.cost), changes };
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
  readonly output: string;
  readonly step: number;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/** Row `step` of what is fed for all steps. */
function sliceNodes({ from, output, step, shape, dtype }: SliceOf): readonly GraphNode[] {
  const begin = [step, ...shape.map(() => 0)];
  return [
    intConstant(`${output}_begin`, begin),
    intConstant(`${output}_size`, [1, ...shape]),
    {
      name: `${output}_row`,
      op: 'Slice',
      inputs: [from, `${output}_begin`, `${output}_size`],
      attributes: { T: type(dtype), Index: type('int32') },
    },
    intConstant(`${output}_shape`, shape),
    { name: output, op: 'Reshape', inputs: [`${output}_row`, `${output}_shape`], attributes: { T: type(dtype), Tshape: type('int32') } },
  ];
}
