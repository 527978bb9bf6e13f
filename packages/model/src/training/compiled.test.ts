import { type Engine, loadEngine } from '@hourglass/engine';
import type { GraphExecutor } from '@hourglass/engine/contract';
import { at } from '@hourglass/presentation/at';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { entry } from '../checked.ts';
import { activationNames, type RunConfig, runConfigSchema } from '../config.ts';
import { random } from '../random.ts';
import { train } from './train.ts';
import type { TrainingData } from './training-data.ts';

let compiled: Engine;
let eager: Engine;
beforeAll(async () => {
  compiled = await loadEngine({ only: 'tensorflow' });
  eager = await loadEngine({ only: 'tensorflow', compiled: false });
});

function samplesOf(count: number, size: number): TrainingData['train'] {
  const source = random(count, 'noise');
  return {
    count,
    size,
    values: Uint8Array.from({ length: count * size }, () => source.below(256)),
    divisor: 255,
    mean: new Float32Array(size).fill(0.5),
  };
}

/** Labels of three classes. */
const labelsFor = (count: number) => Uint8Array.from({ length: count }, (_, row) => (7 * row) % 3);

/** Costs of each step, and the values of the state after the last. */
async function outcome(engine: Engine, config: RunConfig, steps: number, executor: GraphExecutor = 'session') {
  const sampleShape = config.family === 'dense' ? [at(config.dimensions, 0)] : [5, 7];
  const size = sampleShape.reduce((product, length) => product * length, 1);
  const few = samplesOf(3, size);
  const data = {
    sampleShape,
    train: samplesOf(steps * config.batchSize, size),
    validation: few,
    test: few,
    labels: { train: labelsFor(steps * config.batchSize), validation: labelsFor(3), test: labelsFor(3) },
    probes: Int32Array.of(0, 2),
  };
  let used = '';
  const costs: number[] = [];
  const state: Record<string, Float32Array> = {};
  for await (const event of train(config, data, { engine, seed: 5, now: () => 0, executor })) {
    if (event.kind === 'executor') used = event.executor.name;
    if (event.kind === 'steps') costs.push(...entry(event.metrics, 'cost'));
    if (event.kind === 'checkpoint') for (const [name, { values }] of Object.entries(event.checkpoint.state)) state[name] = values;
  }
  return { costs, state, used };
}

/**
 * Compiled and eager steps differ in the order of a product's sums: some 1e-7 of a value. Every step starts from the weights
 * that the one before left, so the difference grows with their number, and Adam divides a gradient that is almost zero by
 * its own size: measured, at most 2e-5 a step in a weight and 1e-6 a step in a cost.
 */
async function agree(config: RunConfig, steps: number, executor: GraphExecutor = 'session'): Promise<void> {
  const ours = await outcome(compiled, config, steps, executor);
  expect(ours.used).toBe(executor);
  const expected = await outcome(eager, config, steps);
  expect(ours.costs).toHaveLength(steps);
  for (const [step, cost] of expected.costs.entries()) {
    const difference = Math.abs((ours.costs[step] ?? Number.NaN) - cost) / Math.max(cost, 1e-3);
    expect(difference, `cost of step ${step + 1}`).toBeLessThan(1e-5 * (step + 10));
  }
  expect(Object.keys(ours.state)).toEqual(Object.keys(expected.state));
  for (const [name, values] of Object.entries(expected.state)) {
    const scale = Math.max(1, ...values.map(Math.abs));
    for (const [index, value] of values.entries()) {
      expect(Math.abs((ours.state[name]?.[index] ?? Number.NaN) - value) / scale, `${name}[${index}]`).toBeLessThan(2e-5 * (steps + 10));
    }
  }
}

const training = { batchSize: 8, epochs: 1, learningRate: 0.003 };
const config = (fields: object) => runConfigSchema.parse({ dimensions: [12, 7, 3], ...training, ...fields });
const convolutional = (fields: object) =>
  runConfigSchema.parse({ family: 'convolutional', channels: [3, 4], codeSize: 3, ...training, ...fields });

describe('a compiled run', () => {
  it.each([
    {},
    { tied: false },
    ...activationNames.map((activation) => ({ activation })),
    ...activationNames.map((outputActivation) => ({ outputActivation })),
    { noise: 'gaussian' },
    { noise: 'masking' },
    { weightDecay: 0.01 },
    { clipNorm: 0.5, clipValue: 0.2, weightDecay: 0.01 },
    { weightDecay: 0.01, tied: false, optimizer: 'sgd', learningRate: 0.001 },
    { optimizer: 'momentum', learningRate: 0.001 },
    { optimizer: { kind: 'momentum', momentum: 0.5 }, learningRate: 0.001 },
    { optimizer: 'sgd', learningRate: 0.001 },
    { optimizer: { kind: 'adam', beta1: 0.5, beta2: 0.9, epsilon: 1e-4 } },
    { schedule: 'cosine' },
    { schedule: { kind: 'step', every: 1, factor: 0.5 } },
  ])('agrees with an eager one over 100 steps: %j', (fields) => agree(config(fields), 100));

  it.each([
    {},
    { tied: true, hidden: [6] },
    { upsampling: 'nearest', activation: 'gelu' },
    { kernel: 4, activation: 'silu', noise: 'masking', weightDecay: 0.01 },
  ])('of a convolutional network agrees with an eager one over 100 steps: %j', (fields) => agree(convolutional(fields), 100));

  // The bias before a batch normalisation has no gradient but rounding, which Adam's usual epsilon would turn into whole steps.
  const optimizer = { kind: 'adam', epsilon: 1e-3 };
  const modelled = [
    { code: 'variational' },
    { code: { kind: 'variational', beta: 4, warmUpEpochs: 2 }, likelihood: 'bernoulli' },
    { code: { kind: 'variational', samples: 3 }, likelihood: 'gaussian', dropout: 0.2 },
    { code: { kind: 'variational', decomposed: 6 }, normalisation: 'layer' },
    { code: { kind: 'variational', capacity: 2, freeBits: 0.1 }, likelihood: { kind: 'gaussian', variance: 'perValue' } },
    { likelihood: 'bernoulli', normalisation: 'batch', dropout: 0.3, centre: false, optimizer },
    { code: { kind: 'variational', samples: 2 }, likelihood: 'gaussian', condition: { kind: 'label', classes: 3 }, noise: 'gaussian' },
    { code: { kind: 'sparse', penalty: 'kl', weight: 2 } },
    { code: { kind: 'sparse', penalty: 'topK', kept: 2 } },
    { code: { kind: 'contractive', weight: 0.5 }, activation: 'silu' },
    { code: 'wasserstein', likelihood: 'gaussian' },
    { code: { kind: 'regularized', decoder: 'l2', decoderWeight: 0.01 } },
    { code: { kind: 'regularized', decoder: 'gradientPenalty', decoderWeight: 0.1 } },
  ].map((fields) => ({ tied: false, outputActivation: 'linear', ...fields }));
  it.each(modelled)('of any code and likelihood agrees with an eager one over 50 steps: %j', (fields) => agree(config(fields), 50));
  it.each(modelled)('in XLA agrees with an eager one over 50 steps: %j', (fields) => agree(config(fields), 50, 'xla'));
  it('of a variational convolutional network agrees with an eager one over 50 steps', () =>
    agree(convolutional({ code: 'variational', likelihood: 'bernoulli', normalisation: 'batch', dropout: 0.1, optimizer }), 50));
  it.each([{ update: 'movingAverage' }, { update: 'loss', reviveBelow: 0.2 }])(
    'of a quantized convolutional network agrees with an eager one over 50 steps: %j',
    (options) =>
      agree(convolutional({ code: { kind: 'quantized', codes: 5, codeDimension: 2, decay: 0.8, ...options }, codeSize: null }), 50),
  );
  it('of a conditional convolutional network agrees with an eager one over 50 steps', () =>
    agree(convolutional({ condition: { kind: 'label', classes: 3 }, hidden: [5] }), 50));

  const recurrent = (fields: object) => runConfigSchema.parse({ family: 'recurrent', units: [4], codeSize: 3, ...training, ...fields });
  it.each([
    [{}, 'session'],
    [{ cell: 'gru', units: [4, 3], bidirectional: true, dropout: 0.2 }, 'session'],
    [{ cell: 'gru', decoder: 'feedback', teacherForcing: { epochs: 1 }, reverseTarget: true, clipNorm: 0.5 }, 'session'],
    [{}, 'xla'],
    [
      { decoder: 'feedback', teacherForcing: { from: 0.5 }, units: [3, 3], dropout: 0.2, code: 'variational', likelihood: 'bernoulli' },
      'xla',
    ],
    [{ cell: 'gru', bidirectional: true, condition: { kind: 'label', classes: 3 }, code: 'wasserstein' }, 'xla'],
  ] as const)('of a recurrent network agrees with an eager one over 30 steps: %j in %s', (fields, executor) =>
    agree(recurrent(fields), 30, executor),
  );

  // The Jacobian of relu jumps where rounding moves a sum across 0: a smooth activation.
  it.each([{ code: 'contractive' }, { code: { kind: 'regularized', decoder: 'gradientPenalty' } }])(
    'of a convolutional network with a term that is a gradient agrees with an eager one over 50 steps: %j',
    (fields) => agree(convolutional({ ...fields, activation: 'silu', optimizer }), 50),
  );

  it('agrees for small networks of any shape', async () => {
    const anyConfig = fc.record({
      dimensions: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 5 }),
      tied: fc.boolean(),
      activation: fc.constantFrom(...activationNames),
      outputActivation: fc.constantFrom(...activationNames),
      batchSize: fc.integer({ min: 1, max: 17 }),
      // With Adam's usual epsilon, a gradient that is zero but for rounding moves a weight by the whole learning rate, either way.
      optimizer: fc.constantFrom({ kind: 'adam', epsilon: 1e-3 }, 'momentum', 'sgd'),
      weightDecay: fc.constantFrom(0, 0.01),
    });
    await fc.assert(
      fc.asyncProperty(anyConfig, (fields) => agree(config({ ...fields, learningRate: 0.0005 }), 9)),
      { numRuns: 25 },
    );
  });
});
