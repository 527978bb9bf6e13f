import { at, named } from '../../checked.ts';
import type { Phase, Program } from '../../engine.ts';
import { mapValues } from '../../map-values.ts';
import { constant, dataTypes, type GraphFunction, intConstant, type } from '../graph.ts';
import { inputReference, type StepRecording } from '../record-step.ts';
import { addStep } from '../step-nodes.ts';
import { addLoopDraw } from './loop-draws.ts';
import { type Carried, givenValues, type LoopValues, parametersOf, withParameters } from './loop-values.ts';

interface LoopFunctionsOptions {
  /** Prefix of the functions' names. */
  readonly name: string;
  readonly phase: Phase;
  readonly program: Program;
  readonly recorded: StepRecording;
  readonly values: LoopValues;
  /** The most steps of one call. */
  readonly capacity: number;
}

/** The functions of a phase's loop. The first one is called, with the given values, and returns the metrics; XLA compiles it with the others. */
export function loopFunctions(options: LoopFunctionsOptions): readonly [GraphFunction, ...GraphFunction[]] {
  return [callFunction(options), bodyFunction(options), conditionFunction(options)];
}

const carriedValues = (values: LoopValues): readonly Carried[] => [values.step, ...Object.values(values.metrics), ...givenValues(values)];

/** Sets the step to 0 and the metrics to zeros, and loops. */
function callFunction({ name, values, capacity }: LoopFunctionsOptions): GraphFunction {
  const given = givenValues(values);
  const carried = carriedValues(values);
  const metrics = Object.values(values.metrics);
  const inner = withParameters(given);
  const zeros = { type: dataTypes.float32, shape: [capacity], bytes: new Uint8Array(4), isUniform: capacity > 1 };
  const start = [inner.add(intConstant(values.step.name, [0], [])), ...metrics.map((metric) => inner.add(constant(metric.name, zeros)))];
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
}

/** One step: reads its own rows and inputs, and writes its metrics at its position. */
function bodyFunction({ name, phase, program, recorded, values }: LoopFunctionsOptions): GraphFunction {
  const { step, rows, inputs, draws, sets, variables, metrics } = values;
  const carried = carriedValues(values);
  const inner = withParameters(carried);
  const zero = inner.add(intConstant('zero', [0], []));
  const ofStep = (from: Carried, as: string): string => {
    const attributes = { Tparams: type(from.type), Tindices: type('int32'), Taxis: type('int32') };
    return inner.add({ name: as, op: 'GatherV2', inputs: [from.name, step.name, zero], attributes });
  };
  const parts = {
    recorded,
    program: { ...program, phase },
    handles: variables.map((variable) => variable.name),
    samples: mapValues(sets, (set) => ({ values: set.values.name, divisor: set.divisor.name, mean: set.mean.name, axis: zero })),
  };
  const { metrics: computed, changes } = addStep(inner, parts, {
    rows: (batch, index) => ofStep(named(rows, batch), `own_rows_${index}`),
    input: (input, index) => ofStep(named(inputs, input), inputReference(index)),
    random: draws === null ? null : { add: addLoopDraw, sources: { key: draws.key.name, counter: ofStep(draws.counters, 'draw_counter') } },
    after: variables.map(() => null),
    sharesFeeds: false,
  });
  const one = inner.add(intConstant('one', [1]));
  const shape = { T: type('int32'), Tshape: type('int32') };
  const position = inner.add({ name: 'position', op: 'Reshape', inputs: [step.name, one], attributes: shape });
  const written = Object.entries(metrics).map(([metric, { name: before }]) =>
    inner.add({
      name: 'metric_written',
      op: 'XlaDynamicUpdateSlice',
      inputs: [before, named(computed, metric), position],
      attributes: { T: type('float32'), Tindices: type('int32') },
    }),
  );
  const oneMore = inner.add(intConstant('one_more', [1], []));
  const next = inner.add({ name: 'next', op: 'Add', inputs: [step.name, oneMore], attributes: { T: type('int32') } });
  const results = [next, ...written, ...givenValues(values).map((value) => value.name)];
  return {
    name: `${name}_body`,
    parameters: parametersOf(carried),
    nodes: inner.nodes,
    results: carried.map((value, index) => ({ type: dataTypes[value.type], value: at(results, index) })),
    effects: [...new Set(changes)].flatMap((change) => (change === null ? [] : [change])),
    isCompiledByXla: false,
  };
}

/** Whether the call has another step. */
function conditionFunction({ name, values }: LoopFunctionsOptions): GraphFunction {
  const carried = carriedValues(values);
  const inner = withParameters(carried);
  const more = inner.add({ name: 'more', op: 'Less', inputs: [values.step.name, values.steps.name], attributes: { T: type('int32') } });
  return {
    name: `${name}_condition`,
    parameters: parametersOf(carried),
    nodes: inner.nodes,
    results: [{ type: dataTypes.bool, value: more }],
    effects: [],
    isCompiledByXla: false,
  };
}
