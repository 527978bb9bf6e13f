import { at, named } from '../../checked.ts';
import type { Phase, Program } from '../../engine.ts';
import { mapValues } from '../../map-values.ts';
import type { StepFeeds } from '../../program/steps.ts';
import { sizeOf } from '../../shapes.ts';
import { addDrawFeeds, counterShape, type DrawFeeds, feedDraws, hasDraws, keyShape } from '../draws/draw-feeds.ts';
import { constant, type DataType, dataTypes, type GraphFunction, intConstant, parameterOp, placeholder, type } from '../graph.ts';
import { createGraphBuilder, type GraphBuilder } from '../graph-builder.ts';
import { inputReference, type StepRecording } from '../record-step.ts';
import { functionsOf, uniqueFunctions } from '../recorded-node.ts';
import { addSamples, type SamplesNodes, valuesType } from '../samples-nodes.ts';
import type { Feed } from '../session.ts';
import { addState, type StateNodes } from '../state-nodes.ts';
import { addStep } from '../step-nodes.ts';
import type { StepsCall, StepsGraph } from '../steps-graph.ts';
import { addLoopDraw } from './loop-draws.ts';

/** Most steps of one call, and most values of the inputs of one call: feeds have a fixed shape, so that all calls use one compiled loop. */
const maxSteps = 100;
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

/** A value that the loop carries: a parameter of its functions. */
interface Carried {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly number[];
}

function addLoop(graph: GraphBuilder, name: string, parts: LoopParts): Loop {
  const { phase, recorded, state, samples, program } = parts;
  const capacity = capacityOf(phase);
  const batches = Object.keys(phase.batches);
  const inputNames = Object.keys(phase.inputs);
  const usedSets = [...new Set(Object.values(phase.batches).map((batch) => batch.samples))];

  const step: Carried = { name: 'step', type: 'int32', shape: [] };
  const steps: Carried = { name: 'steps', type: 'int32', shape: [] };
  const rows = mapValues(
    phase.batches,
    ({ size }, batch): Carried => ({ name: `rows_${batches.indexOf(batch)}`, type: 'int32', shape: [capacity, size] }),
  );
  const inputs = mapValues(
    phase.inputs,
    (shape, input): Carried => ({ name: `inputs_${inputNames.indexOf(input)}`, type: 'float32', shape: [capacity, ...shape] }),
  );
  const key: Carried = { name: 'draw_key', type: 'int32', shape: keyShape };
  const counters: Carried = { name: 'draw_counters', type: 'int32', shape: [capacity, ...counterShape] };
  const drawn = hasDraws(phase) ? [key, counters] : [];
  const sets = usedSets.map((set, index): Readonly<Record<'values' | 'divisor' | 'mean', Carried>> => {
    const { count, size } = named(program.samples, set);
    return {
      values: { name: `samples_${index}`, type: valuesType(named(program.samples, set)), shape: [count, size] },
      divisor: { name: `samples_${index}_divisor`, type: 'float32', shape: [] },
      mean: { name: `samples_${index}_mean`, type: 'float32', shape: [size] },
    };
  });
  const variables = state.handles.map((_, index): Carried => ({ name: `variable_${index}`, type: 'resource', shape: [] }));
  const metricNames = Object.keys(recorded.metrics);
  const metrics = metricNames.map((_, index): Carried => ({ name: `metric_${index}`, type: 'float32', shape: [capacity] }));

  const given = [
    steps,
    ...Object.values(rows),
    ...Object.values(inputs),
    ...drawn,
    ...sets.flatMap((set) => Object.values(set)),
    ...variables,
  ];
  const carried = [step, ...metrics, ...given];

  const body = (): GraphFunction => {
    const inner = withParameters(carried);
    const zero = inner.add(intConstant('zero', [0], []));
    const ofStep = (from: Carried, as: string): string => {
      const attributes = { Tparams: type(from.type), Tindices: type('int32'), Taxis: type('int32') };
      return inner.add({ name: as, op: 'GatherV2', inputs: [from.name, step.name, zero], attributes });
    };
    const innerSamples = Object.fromEntries(
      usedSets.map((set, index) => {
        const { values, divisor, mean } = at(sets, index);
        return [set, { values: values.name, divisor: divisor.name, mean: mean.name, axis: zero }] as const;
      }),
    );
    const stepParts = {
      recorded,
      program: { ...program, phase },
      handles: variables.map((variable) => variable.name),
      samples: innerSamples,
    };
    const { metrics: values, changes } = addStep(inner, stepParts, {
      rows: (batch, index) => ofStep(named(rows, batch), `own_rows_${index}`),
      input: (input, index) => ofStep(named(inputs, input), inputReference(index)),
      random: hasDraws(phase) ? { add: addLoopDraw, sources: { key: key.name, counter: ofStep(counters, 'draw_counter') } } : null,
      after: state.handles.map(() => null),
      sharesFeeds: false,
    });
    const one = inner.add(intConstant('one', [1]));
    const position = inner.add({
      name: 'position',
      op: 'Reshape',
      inputs: [step.name, one],
      attributes: { T: type('int32'), Tshape: type('int32') },
    });
    const written = metricNames.map((metric, index) =>
      inner.add({
        name: 'metric_written',
        op: 'XlaDynamicUpdateSlice',
        inputs: [at(metrics, index).name, named(values, metric), position],
        attributes: { T: type('float32'), Tindices: type('int32') },
      }),
    );
    const oneMore = inner.add(intConstant('one_more', [1], []));
    const next = inner.add({ name: 'next', op: 'Add', inputs: [step.name, oneMore], attributes: { T: type('int32') } });
    return {
      name: `${name}_body`,
      parameters: parametersOf(carried),
      nodes: inner.nodes,
      results: resultsOf(carried, [next, ...written, ...given.map((value) => value.name)]),
      effects: [...new Set(changes)].flatMap((change) => (change === null ? [] : [change])),
      isCompiledByXla: false,
    };
  };

  const condition = (): GraphFunction => {
    const inner = withParameters(carried);
    const more = inner.add({ name: 'more', op: 'Less', inputs: [step.name, steps.name], attributes: { T: type('int32') } });
    const results = [{ type: dataTypes.bool, value: more }];
    return {
      name: `${name}_condition`,
      parameters: parametersOf(carried),
      nodes: inner.nodes,
      results,
      effects: [],
      isCompiledByXla: false,
    };
  };

  const loop = (): GraphFunction => {
    const inner = withParameters(given);
    const zeros = { type: dataTypes.float32, shape: [capacity], bytes: new Uint8Array(4), isUniform: capacity > 1 };
    const start = [inner.add(intConstant(step.name, [0], [])), ...metrics.map((metric) => inner.add(constant(metric.name, zeros)))];
    const looped = inner.add({
      name: 'loop',
      op: 'While',
      inputs: [...start, ...given.map((value) => value.name)],
      attributes: {
        T: { kind: 'types', value: carried.map((value) => dataTypes[value.type]) },
        cond: { kind: 'function', value: `${name}_condition` },
        body: { kind: 'function', value: `${name}_body` },
        output_shapes: { kind: 'shapes', value: carried.map(({ shape }) => shape) },
        parallel_iterations: { kind: 'int', value: 1 },
      },
    });
    return {
      name: `${name}_loop`,
      parameters: parametersOf(given),
      nodes: inner.nodes,
      results: metrics.map((_, index) => ({ type: dataTypes.float32, value: `${looped}:${1 + index}` })),
      effects: [looped],
      isCompiledByXla: true,
    };
  };

  const scope = graph.scope(`${name}_`);
  const feed = (value: Carried) => scope.add(placeholder(value.name, value.type, value.shape));
  const [stepsFeed, rowsFeeds, inputFeeds] = [feed(steps), mapValues(rows, feed), mapValues(inputs, feed)];
  const draws = hasDraws(phase) ? addDrawFeeds(scope, capacity) : null;
  const drawNodes = draws === null ? [] : [draws.key, draws.counters];
  const setNodes = usedSets.flatMap((set) => {
    const { values, divisor, mean } = named(samples, set);
    return [values, divisor, mean];
  });
  const call = scope.add({
    name: 'call',
    op: 'StatefulPartitionedCall',
    inputs: [stepsFeed, ...Object.values(rowsFeeds), ...Object.values(inputFeeds), ...drawNodes, ...setNodes, ...state.handles],
    attributes: {
      Tin: { kind: 'types', value: given.map((value) => dataTypes[value.type]) },
      Tout: { kind: 'types', value: metrics.map(() => dataTypes.float32) },
      f: { kind: 'function', value: `${name}_loop` },
      _XlaMustCompile: { kind: 'bool', value: true },
    },
  });
  const fetched = metricNames.map((metric, index) => {
    const output = index === 0 ? call : `${call}:${index}`;
    return [metric, scope.add({ name: 'metric', op: 'Identity', inputs: [output], attributes: { T: type('float32') } })] as const;
  });
  return {
    functions: [loop(), body(), condition(), ...functionsOf(recorded.nodes)],
    capacity,
    steps: stepsFeed,
    rows: rowsFeeds,
    inputs: inputFeeds,
    draws,
    metrics: Object.fromEntries(fetched),
  };
}

function capacityOf({ inputs }: Phase): number {
  const values = Object.values(inputs).reduce((sum, shape) => sum + sizeOf(shape), 0);
  return Math.max(1, Math.min(maxSteps, Math.floor(maxInputValues / Math.max(1, values))));
}

function withParameters(parameters: readonly Carried[]): GraphBuilder {
  const graph = createGraphBuilder();
  for (const { name } of parameters) graph.add({ name, op: parameterOp, inputs: [], attributes: {} });
  return graph;
}

const parametersOf = (carried: readonly Carried[]): GraphFunction['parameters'] =>
  carried.map((value) => ({ name: value.name, type: dataTypes[value.type] }));

const resultsOf = (carried: readonly Carried[], values: readonly string[]): GraphFunction['results'] =>
  carried.map((result, index) => ({ type: dataTypes[result.type], value: at(values, index) }));

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
