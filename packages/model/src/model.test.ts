import { type Engine, loadEngine } from '@hourglass/engine';
import type { StateValues, TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { entry } from './checked.ts';
import { describeNetwork, familyConfigOf, kindOf, type RunConfig, runConfigSchema, stepMetricNames } from './config.ts';
import { createModel } from './model.ts';
import { random, randomArrays } from './random.ts';
import { type Configuration, coveringArray } from './testing/covering-array.ts';
import { type DoubleStep, doubleObjective } from './testing/double-objective.ts';
import { toDouble } from './testing/matrix.ts';
import { stepWeightsAt } from './training/step-inputs.ts';
import { codeWeightsFrom } from './training/training-step.ts';
import { valueAndGradients } from './training/value-and-grads.ts';

const batch = 4;
const sampleCount = 100;
const clock = { step: 3, stepsPerEpoch: 4, totalSteps: 20, sampleCount };

/** Every code model with every option alone, and every likelihood, normalisation and family, in pairs. Smooth activations: no kinks. */
const variational = (fields: object = {}) => ({ kind: 'variational', ...fields });
const choices = {
  family: ['dense', 'convolutional', 'recurrent'],
  activation: ['tanh', 'gelu'],
  code: [
    { kind: 'plain' },
    variational(),
    variational({ beta: 4, warmUpEpochs: 2 }),
    variational({ freeBits: 0.05 }),
    variational({ capacity: 5, warmUpEpochs: 2 }),
    variational({ samples: 3 }),
    variational({ beta: 2, decomposed: 6, warmUpEpochs: 2 }),
    { kind: 'sparse', penalty: 'l1', weight: 0.7 },
    { kind: 'sparse', penalty: 'kl', weight: 3, target: 0.2 },
    { kind: 'sparse', penalty: 'topK', kept: 1 },
    { kind: 'contractive', weight: 2 },
    { kind: 'wasserstein', kernel: 'imq', weight: 5 },
    { kind: 'wasserstein', kernel: 'rbf', weight: 5 },
    { kind: 'quantized', codes: 3, codeDimension: 2, commitment: 0.6 },
    { kind: 'quantized', codes: 3, codeDimension: 2, commitment: 0.6, update: 'loss' },
    { kind: 'regularized', weight: 0.5, decoder: 'l2', decoderWeight: 0.3 },
    { kind: 'regularized', weight: 0.5, decoder: 'gradientPenalty', decoderWeight: 0.3 },
  ],
  likelihood: ['squaredError', 'bernoulli', 'gaussian', { kind: 'gaussian', variance: 'perValue' }],
  normalisation: ['none', 'batch', 'layer'],
  dropout: [0, 0.3],
  centre: [true, false],
  upsampling: ['transposed', 'nearest'],
  tied: [false, true],
  condition: ['none', { kind: 'label', classes: 3 }],
};
const sampleShape = [3, 4];

/** The options of a recurrent network, in two groups: a value of `upsampling`, which it doesn't have, chooses one. */
const recurrent = {
  transposed: { cell: 'lstm', units: [3] },
  nearest: { cell: 'gru', units: [3, 2], decoder: 'feedback', teacherForcing: { epochs: 2 }, bidirectional: true, reverseTarget: true },
};

function configOf({ family, upsampling, tied, ...fields }: Configuration): RunConfig {
  if (family === 'recurrent') {
    const own = recurrent[upsampling === 'nearest' ? 'nearest' : 'transposed'];
    return runConfigSchema.parse({ family, ...own, codeSize: 2, outputActivation: 'linear', batchSize: batch, ...fields });
  }
  const isQuantized = kindOf(fields.code) === 'quantized';
  const toCode = isQuantized ? { channels: [3], codeSize: null } : { channels: [2, 3], hidden: [4], codeSize: 2 };
  const own = family === 'dense' ? { dimensions: [12, 6, 5, 2] } : { family, upsampling, kernel: 2, ...toCode };
  return runConfigSchema.parse({ ...own, outputActivation: 'linear', batchSize: batch, tied, ...fields });
}

const isAllowed = (given: Configuration): boolean =>
  (given.family === undefined ? choices.family : [given.family]).some((family) => {
    // Nothing of it is tied.
    if (family === 'recurrent' && given.tied === true) return false;
    const config = configOf({ ...given, family });
    return familyConfigOf(config.family).problem(config) === null;
  });
const configs = coveringArray(choices, isAllowed).map(configOf);

/** Label of each sample of the batch. */
const labels = [2, 0, 1, 2];

interface Case {
  readonly step: DoubleStep;
  /** Float32, by name. */
  readonly draws: StateValues;
  readonly parameters: StateValues;
}

function caseOf(config: RunConfig): Case {
  const model = createModel(config, sampleShape, 3);
  const source = random(11, 'noise');
  const mean = Array.from({ length: 12 }, () => Math.fround(0.3 + 0.1 * source.uniform()));
  const x = Array.from({ length: batch }, () => mean.map((value) => Math.fround(source.uniform() - value)));
  const draws: Record<string, { shape: readonly number[]; values: Float32Array }> = {};
  for (const [name, { shape, distribution, purpose }] of Object.entries(model.draws(batch))) {
    const count = shape.reduce((product, length) => product * length, 1);
    const arrays = randomArrays(5, 'noise', purpose);
    const values =
      distribution.kind === 'mask'
        ? Float32Array.from(arrays.uniforms(count), (uniform) => (uniform < distribution.level ? 0 : 1))
        : distribution.kind === 'uniform'
          ? Float32Array.from(arrays.uniforms(count))
          : Float32Array.from(arrays.normals(count));
    draws[name] = { shape, values };
  }
  // Scales, offsets and variances away from 1 and 0, where their derivatives could cancel.
  const moved = randomArrays(7, 'noise', 1);
  const parameters = Object.fromEntries(
    Object.entries(model.parameters).map(([name, { shape, values }]) => {
      const shift = /\/(scale|offset|biases|logVariance)$/.test(name) ? moved.normals(values.length) : new Float64Array(values.length);
      return [name, { shape, values: values.map((value, index) => value + 0.1 * (shift[index] ?? Number.NaN)) }];
    }),
  );
  const condition = config.condition.kind === 'none' ? null : labels.map((label) => [0, 1, 2].map((one) => (one === label ? 1 : 0)));
  const step = {
    ...{ config, sampleShape, x, mean, draws: toDouble(draws), weights: stepWeightsAt(config, clock), condition },
    ...{ parameters: toDouble(parameters), statistics: toDouble(model.statistics(Float32Array.from(mean))) },
  };
  return { step, draws, parameters };
}

const tensorsOf = (values: StateValues): TensorMap =>
  Object.fromEntries(Object.entries(values).map(([name, { shape, values: numbers }]) => [name, tf.tensor(numbers, [...shape])]));

/** The objective and its gradients by the model. */
function computed({ step, draws, parameters }: Case) {
  const { config, x, mean, condition } = step;
  const model = createModel(config, sampleShape, 3);
  return tf.tidy(() => {
    const statistics = tensorsOf(model.statistics(Float32Array.from(mean)));
    const weights = codeWeightsFrom(tensorsOf(scalarsOf(stepWeightsAt(config, clock))));
    const given = { x: tf.tensor2d(x.map((row) => [...row])), corrupt: (input: tf.Tensor2D) => input, draws: tensorsOf(draws), weights };
    const { gradients, auxiliary } = valueAndGradients((trained) => {
      const label = condition === null ? {} : { label: tf.tensor2d(condition.map((row) => [...row])) };
      const { objective, ...rest } = model.objective({ parameters: trained, statistics, ...label }, given);
      return { value: objective, auxiliary: { ...rest, value: { objective } } };
    }, tensorsOf(parameters));
    const read = (tensors: TensorMap) =>
      Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, [...tensor.dataSync()]]));
    return { objective: entry(read(auxiliary.value), 'objective')[0], metrics: read(auxiliary.metrics), gradients: read(gradients) };
  });
}

const scalarsOf = (values: Readonly<Record<string, number>>): StateValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { shape: [], values: Float32Array.of(value) }]));

/** Central differences of the double-precision objective. */
function differences({ step, parameters }: Case): Readonly<Record<string, readonly number[]>> {
  const values = toDouble(parameters);
  const width = 1e-5;
  return Object.fromEntries(
    Object.entries(values).map(([name, numbers]) => [
      name,
      Array.from(numbers, (value, index) => {
        const at = (moved: number) => {
          numbers[index] = moved;
          const objective = doubleObjective(step, values);
          numbers[index] = value;
          return objective;
        };
        return (at(value + width) - at(value - width)) / (2 * width);
      }),
    ]),
  );
}

function expectClose(received: readonly number[], expected: readonly number[], tolerance: number, what: string): void {
  expect(received.length, what).toBe(expected.length);
  const worst = expected.map((value, index) => Math.abs((received[index] ?? Number.NaN) - value) / Math.max(1, Math.abs(value)));
  expect(Math.max(...worst), what).toBeLessThan(tolerance);
}

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

it('covers every pair of choices that is allowed with few configurations', () => {
  expect(configs.length).toBeGreaterThan(20);
  expect(configs.length).toBeLessThan(80);
  expect(engine.report.name).toBe('tensorflow');
});

describe.each(configs.map((config) => ({ name: nameOf(config), config })))('the model $name', ({ config }) => {
  it('has the objective, the gradients and the number of parameters that its formulas give', () => {
    const given = caseOf(config);
    const { objective, gradients, metrics } = computed(given);
    expect(Object.keys(metrics).toSorted()).toEqual(stepMetricNames(config).toSorted());
    expectClose([objective ?? Number.NaN], [doubleObjective(given.step, toDouble(given.parameters))], 2e-5, 'objective');
    for (const [name, expected] of Object.entries(differences(given))) expectClose(entry(gradients, name), expected, 3e-4, name);
    const count = Object.values(given.parameters).reduce((sum, { values }) => sum + values.length, 0);
    expect(count).toBe(describeNetwork(config, sampleShape).parameterCount);
  });
});

it.each([
  ['code', variational(), variational({ beta: 2 })],
  ['code', variational(), variational({ beta: 1, warmUpEpochs: 1 })],
  ['code', variational(), variational({ freeBits: 0.5 })],
  ['code', variational(), variational({ capacity: 3 })],
  ['code', variational(), variational({ decomposed: 3 })],
  ['code', variational(), { kind: 'plain' }],
  ['code', 'plain', { kind: 'sparse', penalty: 'l1' }],
  ['code', { kind: 'sparse', penalty: 'kl' }, { kind: 'sparse', penalty: 'kl', weight: 1 }],
  ['code', { kind: 'sparse', penalty: 'kl' }, { kind: 'sparse', penalty: 'kl', target: 0.5 }],
  ['code', { kind: 'sparse', penalty: 'topK', kept: 1 }, { kind: 'sparse', penalty: 'topK', kept: 2 }],
  ['code', 'contractive', { kind: 'contractive', weight: 1 }],
  ['code', 'wasserstein', { kind: 'wasserstein', weight: 1 }],
  ['code', { kind: 'quantized' }, { kind: 'quantized', commitment: 2 }],
  ['code', { kind: 'quantized', codes: 3 }, { kind: 'quantized', codes: 30 }],
  ['code', 'wasserstein', { kind: 'wasserstein', kernel: 'rbf' }],
  ['code', 'regularized', { kind: 'regularized', weight: 1 }],
  ['code', { kind: 'regularized', decoder: 'gradientPenalty' }, { kind: 'regularized', decoder: 'gradientPenalty', decoderWeight: 1 }],
  ['likelihood', 'squaredError', 'bernoulli'],
  ['likelihood', 'squaredError', 'gaussian'],
  ['normalisation', 'none', 'batch'],
  ['normalisation', 'none', 'layer'],
  ['dropout', 0, 0.3],
  ['centre', true, false],
  ['condition', 'none', { kind: 'label', classes: 3 }],
])('changes the gradients with %s: %j and %j', (field, first, second) => {
  const gradientOf = (value: unknown) => {
    const family = kindOf(value) === 'quantized' ? 'convolutional' : 'dense';
    const config = configOf({ family, tied: false, code: field === 'code' ? undefined : variational(), [field]: value });
    return entry(computed(caseOf(config)).gradients, 'encoder/0/weights');
  };
  const [a, b] = [gradientOf(first), gradientOf(second)];
  expect(Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? Number.NaN))))).toBeGreaterThan(1e-3);
});

function nameOf(config: RunConfig): string {
  const { family, code, likelihood, normalisation, dropout, centre, activation, condition } = config;
  const own = config.family === 'recurrent' ? { cell: config.cell, decoder: config.decoder } : { tied: config.tied };
  return JSON.stringify({ family, ...own, code, likelihood, normalisation, dropout, centre, activation, condition });
}
