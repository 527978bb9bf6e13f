import { at, named } from '../checked.ts';
import type { Draw } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import { copyRecorded } from './copy-recorded.ts';
import type { StepDraws } from './draws/draw-sources.ts';
import { fusedUpdates, stateReference } from './fused-updates.ts';
import { type GraphNode, intConstant, nodeOf, type } from './graph.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { batchReference, drawReference, inputReference, operandsOf, type PhaseOfProgram, type StepRecording } from './record-step.ts';
import { addGather, type SamplesNodes } from './samples-nodes.ts';
import { assign } from './state-nodes.ts';

const float = { T: type('float32') };
const dtype = { dtype: type('float32') };

/** What all steps of a phase share. */
export interface StepParts {
  readonly recorded: StepRecording;
  readonly program: PhaseOfProgram;
  /** The variables of the state's entries. */
  readonly handles: readonly string[];
  readonly samples: Readonly<Record<string, SamplesNodes>>;
}

/** The last node that changed each variable; null where none has. */
export type LastChanges = readonly (string | null)[];

/** What a step of a graph depends on, besides the recording. */
interface StepSources {
  /** Adds the nodes of the step's rows of a batch, and returns their reference. */
  readonly rows: (batch: string, index: number) => string;
  /** Adds the nodes of the step's value of an input, and returns its reference. */
  readonly input: (name: string, index: number) => string;
  /** Null where the phase draws nothing. */
  readonly random: StepDraws | null;
  readonly after: LastChanges;
  /** Whether a value may share memory with a feed that JavaScript owns, for example a slice or a reshaped input: then it is copied. */
  readonly sharesFeeds: boolean;
}

/** Adds the nodes of one step. Its metrics are vectors of one value. @param graph scoped to this step */
export function addStep(
  graph: GraphBuilder,
  { recorded, program, handles, samples }: StepParts,
  { rows, input, random, after, sharesFeeds }: StepSources,
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
  const inputValues = Object.keys(program.phase.inputs).map(input);
  const batches = Object.entries(program.phase.batches).map(([name, { samples: set, size }], index) => {
    const gather = { nodes: named(samples, set), rows: rows(name, index), count: size, name: batchReference(index) };
    return addGather(graph, named(program.samples, set), gather);
  });
  const addDraw = (given: StepDraws) => (draw: Draw, index: number) =>
    given.add(graph.scope(`${drawReference(index)}_`), draw, given.sources);
  const draws = random === null ? [] : Object.values(program.phase.draws ?? {}).map(addDraw(random));
  const translate = copyRecorded(
    graph,
    recorded.nodes,
    new Map([
      ...reads.map((read, index) => [stateReference(index), read] as const),
      ...inputValues.map((value, index) => [inputReference(index), value] as const),
      ...draws.map((value, index) => [drawReference(index), value] as const),
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
    const given = translate(value);
    const own = sharesFeeds ? graph.add({ name: `assign_${state}_copy`, op: 'DeepCopy', inputs: [given], attributes: float }) : given;
    changes[state] = assign(graph, `assign_${state}`, [variable(state), own, ...before(state)]);
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
