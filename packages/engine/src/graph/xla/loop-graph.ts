import { named } from '../../checked.ts';
import type { Phase, Program } from '../../engine.ts';
import { mapValues } from '../../map-values.ts';
import type { StepFeeds } from '../../program/steps.ts';
import { sizeOf } from '../../shapes.ts';
import { addDrawFeeds, type DrawFeeds, feedDraws, hasDraws } from '../draws/draw-feeds.ts';
import { dataTypes, type GraphFunction, placeholder, type } from '../graph.ts';
import { createGraphBuilder, type GraphBuilder } from '../graph-builder.ts';
import type { StepRecording } from '../record-step.ts';
import { functionsOf, uniqueFunctions } from '../recorded-node.ts';
import { addSamples, type SamplesNodes } from '../samples-nodes.ts';
import type { Feed } from '../session.ts';
import { addState, type StateNodes } from '../state-nodes.ts';
import type { StepsCall, StepsGraph } from '../steps-graph.ts';
import { loopFunctions } from './loop-functions.ts';
import { type Carried, givenValues, loopValues } from './loop-values.ts';

/**
 * Most steps, row numbers and input values of one call. Feeds have a fixed shape, so that all calls use one compiled loop: short calls copy as
 * much as long ones.
 */
const maxSteps = 1_000;
const maxRows = 40_000;
const maxInputValues = 4e6;

/**
 * The graph of the `xla` executor: for each phase a function that XLA compiles as a whole, which holds a loop over the steps of a call. The
 * number of steps is an input of the function, so that a call with fewer steps is not compiled again and computes the same bits.
 *
 * @param recordings by phase; all of their operations are supported (`isSupported`)
 */
export function loopGraph(recordings: Readonly<Record<string, StepRecording>>, program: Program): StepsGraph {
  const graph = createGraphBuilder();
  const state = addState(graph, program.state);
  const sets = Object.keys(program.samples);
  const samples = mapValues(program.samples, (set, name) => addSamples(graph, `samples_${sets.indexOf(name)}`, set));
  const phases = Object.keys(program.phases);
  const loops = mapValues(program.phases, (phase, name) => {
    const parts = { recorded: named(recordings, name), program, phase, state, samples };
    return addLoop(graph, `phase_${phases.indexOf(name)}`, parts);
  });
  return {
    nodes: graph.nodes,
    functions: uniqueFunctions(Object.values(loops).flatMap(({ functions }) => functions)),
    samples,
    state,
    atOnce: (phase, left) => Math.min(left, named(loops, phase).capacity),
    call: (phase, steps, feeds) => callOf(named(loops, phase), named(program.phases, phase), { steps, feeds }),
  };
}

interface LoopParts {
  readonly recorded: StepRecording;
  readonly program: Program;
  readonly phase: Phase;
  readonly state: StateNodes;
  readonly samples: Readonly<Record<string, SamplesNodes>>;
}

interface Loop {
  readonly functions: readonly GraphFunction[];
  /** The most steps of one call. */
  readonly capacity: number;
  /** Placeholder of the number of steps. */
  readonly steps: string;
  /** Placeholders `[capacity, …]` of rows and inputs, by name. */
  readonly rows: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  /** Null where the phase draws nothing. */
  readonly draws: DrawFeeds | null;
  readonly metrics: Readonly<Record<string, string>>;
}

function addLoop(graph: GraphBuilder, name: string, parts: LoopParts): Loop {
  const { phase, recorded, state, samples } = parts;
  const capacity = capacityOf(phase);
  const values = loopValues(capacity, parts);
  const functions = loopFunctions({ name, phase, program: parts.program, recorded, values, capacity });

  const scope = graph.scope(`${name}_`);
  const feed = (value: Carried) => scope.add(placeholder(value.name, value.type, value.shape));
  const [steps, rows, inputs] = [feed(values.steps), mapValues(values.rows, feed), mapValues(values.inputs, feed)];
  const draws = hasDraws(phase) ? addDrawFeeds(scope, capacity) : null;
  const drawNodes = draws === null ? [] : [draws.key, draws.counters];
  const setNodes = Object.keys(values.sets).flatMap((set) => {
    const nodes = named(samples, set);
    return [nodes.values, nodes.divisor, nodes.mean];
  });
  const metricNames = Object.keys(values.metrics);
  const call = scope.add({
    name: 'call',
    op: 'StatefulPartitionedCall',
    inputs: [steps, ...Object.values(rows), ...Object.values(inputs), ...drawNodes, ...setNodes, ...state.handles],
    attributes: {
      Tin: { kind: 'types', value: givenValues(values).map((value) => dataTypes[value.type]) },
      Tout: { kind: 'types', value: metricNames.map(() => dataTypes.float32) },
      f: { kind: 'function', value: functions[0].name },
      _XlaMustCompile: { kind: 'bool', value: true },
    },
  });
  const metrics = metricNames.map((metric, index) => {
    const output = index === 0 ? call : `${call}:${index}`;
    return [metric, scope.add({ name: 'metric', op: 'Identity', inputs: [output], attributes: { T: type('float32') } })] as const;
  });
  return {
    functions: [...functions, ...functionsOf(recorded.nodes)],
    capacity,
    steps,
    rows,
    inputs,
    draws,
    metrics: Object.fromEntries(metrics),
  };
}

function capacityOf({ batches, inputs }: Phase): number {
  const rows = sumOf(Object.values(batches).map(({ size }) => size));
  const values = sumOf(Object.values(inputs).map(sizeOf));
  return Math.max(1, Math.min(maxSteps, Math.floor(maxRows / Math.max(1, rows)), Math.floor(maxInputValues / Math.max(1, values))));
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Pads the feeds to the capacity of the loop. */
function callOf(
  { capacity, steps: stepsFeed, rows, inputs, draws, metrics }: Loop,
  phase: Phase,
  { steps, feeds }: { readonly steps: number; readonly feeds: StepFeeds },
): StepsCall {
  const rowsFeeds = Object.entries(phase.batches).map(([name, { size }]): [string, Feed] => {
    const values = new Int32Array(capacity * size);
    values.set(named(feeds.rows, name));
    return [named(rows, name), { type: 'int32', shape: [capacity, size], values }];
  });
  const inputFeeds = Object.entries(phase.inputs).map(([name, shape]): [string, Feed] => {
    const values = new Float32Array(capacity * sizeOf(shape));
    values.set(named(feeds.inputs, name));
    return [named(inputs, name), { type: 'float32', shape: [capacity, ...shape], values }];
  });
  const count: [string, Feed] = [stepsFeed, { type: 'int32', shape: [], values: Int32Array.of(steps) }];
  const drawFeeds = draws === null ? {} : feedDraws(draws, feeds.randomness, steps);
  return { feeds: { ...Object.fromEntries([count, ...rowsFeeds, ...inputFeeds]), ...drawFeeds }, metrics };
}
