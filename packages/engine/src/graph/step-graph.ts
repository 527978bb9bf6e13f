import { got, named } from '../checked.ts';
import type { Program } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import type { StepFeeds } from '../program/steps.ts';
import { addDrawFeeds, counterShape, type DrawFeeds, feedDraws, hasDraws } from './draws/draw-feeds.ts';
import { addSessionDraw } from './draws/session-draws.ts';
import { intConstant, placeholder, type } from './graph.ts';
import { createGraphBuilder, type GraphBuilder } from './graph-builder.ts';
import { inputReference, type StepRecording } from './record-step.ts';
import { functionsOf } from './recorded-node.ts';
import { addSamples } from './samples-nodes.ts';
import { lowerLoops } from './scan/lower-loops.ts';
import type { Feed } from './session.ts';
import { addState } from './state-nodes.ts';
import { addStep, type LastChanges, type StepParts } from './step-nodes.ts';
import type { StepsCall, StepsGraph } from './steps-graph.ts';

const float = { T: type('float32') };

/**
 * Steps per call of the session. By measurement (docs/adr/0005-steps-run-as-graphs.md) one call costs as much as a step of a tiny network. Four
 * steps share this cost; more gain nothing and make the graph slower to load.
 */
const stepsAtOnce = 4;

/** The nodes that run several steps of a phase. */
interface StepsRun {
  /** `[steps, size]` of each batch, by name. */
  readonly rows: Readonly<Record<string, string>>;
  /** `[steps, ...shape]` of each input, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Null where the phase draws nothing. */
  readonly draws: DrawFeeds | null;
  readonly metrics: StepsCall['metrics'];
}

/**
 * The graph of the `session` executor. It runs several steps as copies of the nodes of one step, so that the number of steps does not change
 * the bits.
 *
 * @param recordings by phase
 */
export function stepGraph(recordings: Readonly<Record<string, StepRecording>>, program: Program): StepsGraph {
  const graph = createGraphBuilder();
  const state = addState(graph, program.state);
  const sets = Object.keys(program.samples);
  const samples = mapValues(program.samples, (set, name) => addSamples(graph, `samples_${sets.indexOf(name)}`, set));
  const phases = Object.keys(program.phases);
  const runs = mapValues(program.phases, (phase, name) => {
    const parts = { recorded: named(recordings, name), program: { ...program, phase }, handles: state.handles, samples };
    const scope = graph.scope(`phase_${phases.indexOf(name)}_`);
    return new Map([1, stepsAtOnce].map((steps) => [steps, addRun(scope, parts, steps)]));
  });
  return {
    nodes: lowerLoops(graph.nodes),
    functions: functionsOf(Object.values(recordings).flatMap(({ nodes }) => nodes)),
    samples,
    state,
    atOnce: (_, left) => (left >= stepsAtOnce ? stepsAtOnce : 1),
    call: (phase, steps, feeds) => callOf(got(named(runs, phase), steps), named(program.phases, phase), { steps, feeds }),
  };
}

function callOf(
  { rows, inputs, draws, metrics }: StepsRun,
  phase: Program['phases'][string],
  { steps, feeds }: { readonly steps: number; readonly feeds: StepFeeds },
): StepsCall {
  const rowsFeeds = Object.entries(phase.batches).map(([name, { size }]): [string, Feed] => [
    named(rows, name),
    { type: 'int32', shape: [steps, size], values: named(feeds.rows, name) },
  ]);
  const inputFeeds = Object.entries(phase.inputs).map(([name, shape]): [string, Feed] => [
    named(inputs, name),
    { type: 'float32', shape: [steps, ...shape], values: named(feeds.inputs, name) },
  ]);
  const drawn = draws === null ? {} : feedDraws(draws, feeds.randomness, steps);
  return { feeds: { ...Object.fromEntries([...rowsFeeds, ...inputFeeds]), ...drawn }, metrics };
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
  const draws = hasDraws(phase) ? addDrawFeeds(graph.scope(`${steps}_`), steps) : null;
  const copies: Readonly<Record<string, string>>[] = [];
  let changes: LastChanges = Object.keys(state).map(() => null);
  for (let step = 0; step < steps; step++) {
    const scope = graph.scope(`step_${step}_of_${steps}_`);
    const counterOf = ({ counters }: DrawFeeds) =>
      addSlice(scope, { from: counters, name: 'draw_counter', step, shape: counterShape, dtype: 'int32' });
    const copy = addStep(scope, parts, {
      input: (name, index) => {
        const shape = named(phase.inputs, name);
        return addSlice(scope, { from: named(inputs, name), name: inputReference(index), step, shape, dtype: 'float32' });
      },
      rows: (name, index) => {
        const shape = [named(phase.batches, name).size];
        return addSlice(scope, { from: named(rows, name), name: `rows_${index}`, step, shape, dtype: 'int32' });
      },
      random: draws === null ? null : { add: addSessionDraw, sources: { key: draws.key, counter: counterOf(draws) } },
      after: changes,
      sharesFeeds: true,
    });
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
  return { rows, inputs, draws, metrics };
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
