import * as tf from '@tensorflow/tfjs-core';
import { at, named } from '../../checked.ts';
import type { Optimizer, OptimizerArguments, ResidentSamples, StateValue, TensorMap } from '../../engine.ts';
import { sizeOf } from '../../shapes.ts';
import { bytes, numbers } from '../numbers.ts';
import type { CostStepArguments, OnePhase, SingleEvaluation } from '../one-phase.ts';
import { adamWith, mapTensors, momentumWith, sgd, tensorNamed } from '../test-optimizers.ts';
import { moves } from './moves.ts';
import type { OptimizerPlan, StepPlan } from './plan.ts';
import { fit, settle, type Value } from './values.ts';

const size = 12;
const count = 30;
const resident: Readonly<Record<StepPlan['samples'], ResidentSamples>> = {
  bytes: { count, size, values: bytes(count * size, 3), divisor: 255, mean: numbers(size, 4).map((number) => number / 8) },
  floats: { count, size, values: numbers(count * size, 5), divisor: 1.5, mean: new Float32Array(size) },
};

/** Values of the inputs for this many steps. */
export function inputsFor({ batchSize }: StepPlan, steps: number): Readonly<Record<string, Float32Array>> {
  return {
    learningRate: Float32Array.from({ length: steps }, (_, step) => 0.02 / (step + 1)),
    noise: numbers(steps * batchSize * 4, 77),
  };
}

interface Group {
  readonly plan: OptimizerPlan;
  readonly optimizer: Optimizer;
  /** Prefix of the names of its slots in the state. */
  readonly prefix: string;
  readonly parameters: readonly string[];
}

/** The program that a plan describes. */
export function programOf(plan: StepPlan): OnePhase {
  const groups = groupsOf(plan);
  const parameters = Object.fromEntries(
    plan.parameters.map(({ shape }, index) => [parameterName(index), filled(shape, 60 + index)] as const),
  );
  const slots = Object.assign({}, ...groups.map((group) => slotsOf(group, parameters))) as Record<string, StateValue>;
  return {
    state: { ...parameters, ...slots, ...extraState(plan) },
    samples: resident[plan.samples],
    batchSize: plan.batchSize,
    inputs: { learningRate: [], noise: [plan.batchSize, 4] },
    step: (given) => step(plan, groups, given),
  };
}

/** Two numbers for each row, from the last value that the plan computes. */
export const evaluationOf =
  (plan: StepPlan): SingleEvaluation =>
  (state, batch) => {
    const noise = tf.slice(batch, [0, 0], [batch.shape[0], 4]);
    return fit(lastOf(valuesOf(plan, { state, batch, noise })).tensor, [batch.shape[0], 2]);
  };

const parameterName = (index: number): string => `p${index}`;
const filled = (shape: readonly number[], seed: number): StateValue => ({ shape, values: numbers(sizeOf(shape), seed) });
const lastOf = (values: readonly Value[]): Value => at(values, values.length - 1);

function groupsOf({ optimizers, parameters }: StepPlan): readonly Group[] {
  return optimizers.map((plan, index) => ({
    plan,
    optimizer: optimizerOf(plan),
    prefix: `o${index}/`,
    parameters: parameters.flatMap((parameter, own) => (parameter.optimizer % optimizers.length === index ? [parameterName(own)] : [])),
  }));
}

function optimizerOf({ kind, isOwnKind, decay, beta2, epsilon }: OptimizerPlan): Optimizer {
  const made = { adam: adamWith({ beta1: decay, beta2, epsilon }), momentum: momentumWith({ momentum: decay }), sgd }[kind];
  return isOwnKind ? { ...made, kind: `own ${kind}` } : made;
}

function slotsOf({ plan, prefix, parameters: names }: Group, parameters: Readonly<Record<string, StateValue>>) {
  const zeros = (slot: string) =>
    names.map((name) => {
      const { shape } = named(parameters, name);
      return [`${prefix}${slot}/${name}`, { shape, values: new Float32Array(sizeOf(shape)) }] as const;
    });
  const scalar = (slot: string, value: number) => [`${prefix}${slot}`, { shape: [], values: Float32Array.of(value) }] as const;
  const slots = {
    adam: () => [...zeros('m'), ...zeros('v'), scalar('beta1Power', plan.decay), scalar('beta2Power', plan.beta2)],
    momentum: () => zeros('accumulator'),
    sgd: () => [],
  };
  return Object.fromEntries(slots[plan.kind]());
}

function step(plan: StepPlan, groups: readonly Group[], given: CostStepArguments): ReturnType<OnePhase['step']> {
  const { state, batch, inputs, optimize } = given;
  const names = plan.parameters.map((_, index) => parameterName(index));
  const objective = (...parameters: tf.Tensor[]): tf.Scalar => {
    const current = { ...state, ...Object.fromEntries(names.map((name, index) => [name, at(parameters, index)])) };
    return costOf(plan, valuesOf(plan, { state: current, batch, noise: tensorNamed(inputs, 'noise') }), parameters);
  };
  const { value, grads } = tf.valueAndGrads(objective)(names.map((name) => tensorNamed(state, name)));
  const gradients = Object.fromEntries(names.map((name, index) => [name, at(grads, index)]));
  const next: Record<string, tf.Tensor> = {};
  for (const group of groups) Object.assign(next, updated(group, { ...given, optimize }, gradients));
  const extras = extraResults(plan, given);
  const cost = plan.cost === 'state' && 'counter' in extras ? (tensorNamed(state, 'counter') as tf.Scalar) : (value as tf.Scalar);
  return { cost, state: { ...next, ...extras, ...(plan.cost === 'stateToo' ? { cost } : {}) } };
}

/** The objective: the last values, and a small term of each parameter, so that every parameter has a gradient in TensorFlow.js. */
function costOf({ moves: planned }: StepPlan, values: readonly Value[], parameters: readonly tf.Tensor[]): tf.Scalar {
  const last = values.slice(-Math.min(3, planned.length)).map(({ tensor }) => tf.mean(tf.square(tensor)));
  const decay = parameters.map((parameter) => tf.mul(tf.mean(tf.square(parameter)), 0.125));
  return [...last, ...decay].reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
}

interface Sources {
  readonly state: TensorMap;
  readonly batch: tf.Tensor2D;
  readonly noise: tf.Tensor;
}

function valuesOf(plan: StepPlan, { state, batch, noise }: Sources): readonly Value[] {
  const parameters = plan.parameters.map((_, index): Value => ({ tensor: tensorNamed(state, parameterName(index)), bound: 1.5 }));
  const values: Value[] = [{ tensor: batch, bound: 1.2 }, { tensor: noise, bound: 1 }, ...parameters];
  for (const { move, values: back, choices } of plan.moves) {
    const made = named(
      moves,
      move,
    )({
      value: (index) => at(values, values.length - 1 - (back[index] % values.length)),
      choose: (index, options) => at(options, choices[index] % options.length),
    });
    values.push(settle(made));
  }
  return values;
}

function updated({ plan, optimizer, prefix, parameters: names }: Group, given: CostStepArguments, gradients: TensorMap): TensorMap {
  const { state, inputs, optimize } = given;
  const parameters = Object.fromEntries(names.map((name) => [name, tensorNamed(state, name)]));
  const slots = Object.fromEntries(
    Object.entries(state).flatMap(([name, tensor]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [])),
  );
  const noise = tensorNamed(inputs, 'noise');
  const sources = {
    cost: (name: string) => tensorNamed(gradients, name),
    clipped: (name: string) => tf.div(tensorNamed(gradients, name), tf.add(1, tf.norm(tensorNamed(gradients, name)))),
    given: (name: string) => fit(noise, tensorNamed(parameters, name).shape),
    parameter: (name: string) => tensorNamed(parameters, name),
  };
  const input = tensorNamed(inputs, 'learningRate') as tf.Scalar;
  const rates = { input: () => input, constant: () => tf.scalar(0.01), scaled: () => tf.mul<tf.Scalar>(input, 0.5) };
  const update: OptimizerArguments = {
    parameters,
    gradients: mapTensors(parameters, (_, name) => sources[plan.gradients](name)),
    slots,
    learningRate: rates[plan.rate](),
  };
  const result = optimize(optimizer, update);
  const ended = plan.result === 'kept' ? result.parameters : mapTensors(result.parameters, (tensor) => tf.mul(tensor, 0.99));
  return { ...ended, ...Object.fromEntries(Object.entries(result.slots).map(([name, tensor]) => [prefix + name, tensor])) };
}

/** Starting values of the state beside parameters and slots. */
function extraState({ extras, batchSize, cost }: StepPlan): Readonly<Record<string, StateValue>> {
  const values = {
    runningMean: { runningMean: filled([size], 90) },
    copyOfInput: { copyOfInput: filled([batchSize, 4], 91) },
    swapped: { one: filled([3], 92), two: filled([3], 93) },
    counter: { counter: filled([], 94) },
  };
  return Object.assign({}, ...extras.map((extra) => values[extra]), cost === 'stateToo' ? { cost: filled([], 95) } : {});
}

function extraResults({ extras }: StepPlan, { state, batch, inputs }: CostStepArguments): TensorMap {
  const results = {
    runningMean: () => ({ runningMean: tf.add(tf.mul(tensorNamed(state, 'runningMean'), 0.9), tf.mul(tf.mean(batch, 0), 0.1)) }),
    copyOfInput: () => ({ copyOfInput: tensorNamed(inputs, 'noise') }),
    swapped: () => ({ one: tensorNamed(state, 'two'), two: tensorNamed(state, 'one') }),
    counter: () => ({ counter: tf.add(tensorNamed(state, 'counter'), 1) }),
  };
  return Object.assign({}, ...extras.map((extra) => results[extra]()));
}
