import { type Engine, loadEngine } from '@hourglass/engine';
import { at, present } from '@hourglass/presentation/at';
import { beforeAll, describe, expect, it } from 'vitest';
import { entry } from '../checked.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '../checkpoint.ts';
import { type RunConfig, runConfigSchema } from '../config.ts';
import { createModel } from '../model.ts';
import { permutation, random, randomArrays } from '../random.ts';
import { doublePass } from '../testing/double-pass.ts';
import { doubleNetwork, costOf as squaredErrorOf } from '../testing/forward.ts';
import { toDouble } from '../testing/matrix.ts';
import type { EpochEvent, TrainEvent } from './events.ts';
import { type TrainingContext, train } from './train.ts';
import type { TrainingData } from './training-data.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

/** Samples near a plane of three dimensions, as bytes. */
function samples(count: number, seed: number): TrainingData['train'] {
  const source = random(seed, 'noise');
  const basis = Array.from({ length: 3 }, (_, direction) =>
    Array.from({ length: 16 }, (_, value) => Math.sin((direction + 1) * (value + 1))),
  );
  const values = new Uint8Array(count * 16);
  for (let row = 0; row < count; row++) {
    const code = [source.normal(), source.normal(), source.normal()];
    for (let value = 0; value < 16; value++) {
      const mixed = code.reduce((sum, amount, direction) => sum + amount * at(at(basis, direction), value), 0);
      values[row * 16 + value] = Math.max(0, Math.min(255, Math.round(128 + 30 * mixed)));
    }
  }
  return { count, size: 16, values, divisor: 255, mean: new Float32Array(16).fill(0.5) };
}

const data: TrainingData = {
  sampleShape: [4, 4],
  train: samples(205, 1),
  validation: samples(40, 2),
  test: samples(50, 3),
  probes: Int32Array.of(3, 1, 49),
};
const config = (fields: object = {}) =>
  runConfigSchema.parse({
    ...('family' in fields ? { channels: [3] } : { dimensions: [16, 8, 3] }),
    ...{ batchSize: 10, epochs: 3, learningRate: 0.01, ...fields },
  });
/** A grid of 2 × 2, and codes that are revived within a few steps. */
const quantized = (options: object = {}) => ({
  family: 'convolutional',
  codeSize: null,
  code: { kind: 'quantized', codes: 6, codeDimension: 2, decay: 0.7, reviveBelow: 0.3, ...options },
});

async function eventsOf(configured: RunConfig, context: Partial<TrainingContext> = {}, given = data): Promise<TrainEvent[]> {
  let time = 0;
  const events: TrainEvent[] = [];
  for await (const event of train(configured, given, { engine, seed: 1, now: () => time++, stepsPerCall: 10, ...context }))
    events.push(event);
  return events;
}

const only = <Kind extends TrainEvent['kind']>(events: readonly TrainEvent[], kind: Kind) =>
  events.filter((event): event is Extract<TrainEvent, { kind: Kind }> => event.kind === kind);
const stepCosts = (events: readonly TrainEvent[]) => only(events, 'steps').flatMap(({ metrics }) => [...entry(metrics, 'cost')]);

describe('train', () => {
  it('emits every step, epoch and reconstruction, and drops the last partial batch', async () => {
    const events = await eventsOf(config());
    expect(only(events, 'steps').map(({ firstStep, metrics }) => [firstStep, entry(metrics, 'cost').length])).toEqual([
      [1, 10],
      [11, 10],
      [21, 10],
      [31, 10],
      [41, 10],
      [51, 10],
    ]);
    const epochs = only(events, 'epoch');
    expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 20],
      [2, 40],
      [3, 60],
    ]);
    const costs = stepCosts(events);
    epochs.forEach(({ metrics }, index) => {
      const mean = costs.slice(index * 20, index * 20 + 20).reduce((sum, cost) => sum + cost, 0) / 20;
      expect(metrics.train.cost).toBeCloseTo(mean, 5);
    });
    expect(epochs[2]?.metrics.validation?.cost).toBeLessThan(present(epochs[0]?.metrics.validation?.cost, 'validation cost') * 0.9);
    const [{ testCosts } = { testCosts: new Float32Array() }] = only(events, 'result');
    expect(testCosts).toHaveLength(50);
    expect(testCosts.reduce((sum, cost) => sum + cost, 0) / 50).toBeCloseTo(at(epochs, 2).metrics.test.cost, 5);
    const last = only(events, 'reconstructions').at(-1);
    expect([...(last?.costs ?? [])]).toEqual([testCosts[3], testCosts[1], testCosts[49]]);
    expect(costOf(last?.reconstructions.subarray(0, 16), 3)).toBeCloseTo(at(testCosts, 3), 5);
  });

  it.each([
    { dimensions: [16, 8, 3] },
    { dimensions: [16, 8, 2], code: 'variational', tied: false, likelihood: 'bernoulli', outputActivation: 'linear' },
    { family: 'convolutional', channels: [3], kernel: 3, codeSize: 2, upsampling: 'nearest' },
    { dimensions: [16, 8, 2], tied: false, condition: { kind: 'label', classes: 3 } },
  ])('records codes from which the decoder makes the reconstructions and the figures: %j', async (fields) => {
    const labels = { train: cyclicLabels(data.train), validation: cyclicLabels(data.validation), test: cyclicLabels(data.test) };
    const configured = runConfigSchema.parse({ ...fields, batchSize: 10, epochs: 2, learningRate: 0.01 });
    const events = await eventsOf(configured, {}, { ...data, labels });
    const { codes, reconstructions } = present(only(events, 'reconstructions').at(-1), 'reconstructions');
    const { testCodes } = present(only(events, 'result')[0], 'result');
    const codeSize = present(codes, 'codes').length / data.probes.length;
    expect(testCodes).toHaveLength(50 * codeSize);
    // The probes are the test samples 3, 1 and 49; rows of other batches differ by rounding.
    const probesOf = [3, 1, 49].flatMap((row) => [...(testCodes?.subarray(row * codeSize, (row + 1) * codeSize) ?? [])]);
    for (const [index, code] of (codes ?? []).entries()) expect(code).toBeCloseTo(at(probesOf, index), 5);
    expect(only(events, 'figure').map(({ figure, epoch }) => [figure, epoch])).toEqual(
      [
        ...(configured.code.kind === 'variational' ? ['prior'] : []),
        ...['gaussian', ...(codeSize === 2 ? ['manifold'] : []), 'interpolation', 'traversal'],
      ].map((figure) => [figure, 2]),
    );
    const interpolation = present(
      only(events, 'figure').find(({ figure }) => figure === 'interpolation'),
      'interpolation',
    );
    expect(interpolation.values).toHaveLength(10 * 16);
    const ends = [...interpolation.values.subarray(0, 16), ...interpolation.values.subarray(9 * 16)];
    for (const [index, value] of ends.entries()) expect(value).toBeCloseTo(at(reconstructions, index), 5);
    // The result comes last: a run that has it lacks no figure.
    expect(events.map(({ kind }) => kind).slice(-3)).toEqual(['figure', 'result', 'checkpoint']);
  });

  it('ends at an abort while it estimates the likelihood, and repeats the last epoch', async () => {
    const fields = { tied: false, code: 'variational', likelihood: 'bernoulli', outputActivation: 'linear', epochs: 2 };
    const whole = await eventsOf(config(fields));
    const abort = new AbortController();
    const first: TrainEvent[] = [];
    for await (const event of train(config(fields), data, { engine, seed: 1, now: () => 0, signal: abort.signal, stepsPerCall: 10 })) {
      first.push(event);
      if (event.kind === 'steps' && event.firstStep === 31) abort.abort();
    }
    expect(only(first, 'epoch')).toHaveLength(1);
    expect(first.at(-1)?.kind).toBe('steps');
    const { checkpoint } = present(only(first, 'checkpoint').at(-1), 'checkpoint');
    const resumed = await eventsOf(config(fields), { resumeFrom: checkpoint });
    expect(only(resumed, 'epoch').map(({ metrics }) => metrics)).toEqual(
      only(whole, 'epoch')
        .slice(1)
        .map(({ metrics }) => metrics),
    );
    expect(only(resumed, 'epoch')[0]?.metrics.test).toHaveProperty('logLikelihood');
  });

  it('evaluates a code of one dimension, with a vector of one value', async () => {
    const fields = { dimensions: [16, 8, 1], tied: false, code: { kind: 'variational', freeBits: 0.5, beta: 2 }, epochs: 1 };
    const [epoch] = only(await eventsOf(config(fields)), 'epoch');
    const { kl = Number.NaN, weightedKl = Number.NaN, ...test }: Readonly<Record<string, number>> = present(epoch, 'epoch').metrics.test;
    expect(epoch?.vectors?.test?.klByDimension).toHaveLength(1);
    expect(epoch?.vectors?.test?.klByDimension?.[0]).toBeCloseTo(kl, 4);
    expect(weightedKl).toBeCloseTo(2 * Math.max(0.5, kl), 4);
    expect(test.objective).toBeCloseTo(present(test.squaredError, 'squared error') + weightedKl, 4);
    expect(Object.keys(test)).not.toContain('klByDimension');
  });

  it('does not judge the use of dimensions by fewer than ten samples, and refuses values that are not probabilities', async () => {
    const fields = { tied: false, code: 'variational', likelihood: 'bernoulli', outputActivation: 'linear', epochs: 1 };
    const few = { ...data, validation: samples(4, 2) };
    const [epoch] = only(await eventsOf(config(fields), {}, few), 'epoch');
    expect(epoch?.metrics.validation).not.toHaveProperty('activeUnits');
    expect(epoch?.metrics.test).toHaveProperty('activeUnits');
    const raw = { ...data, test: { ...data.test, divisor: 100 } };
    await expect(eventsOf(config(fields), {}, raw)).rejects.toThrow(
      /^likelihood: received "bernoulli", .* but the test samples have [12]\.\d/,
    );
  });

  it('refuses one held-out sample for a code that compares them', async () => {
    const one = { ...data, validation: { ...data.validation, count: 1, values: data.validation.values.subarray(0, data.validation.size) } };
    await expect(eventsOf(config({ code: 'wasserstein' }), {}, one)).rejects.toThrow(
      /^code: received "wasserstein", which compares at least 2 samples, but there is 1 validation sample\./,
    );
  });

  it.each([
    [{ kind: 'sparse', penalty: 'kl' }, ['sparsity', 'meanActivation', 'deadUnits']],
    [{ kind: 'sparse', penalty: 'topK', kept: 1 }, ['meanActivation', 'deadUnits']],
    ['contractive', ['contraction']],
    ['wasserstein', ['mmd', 'priorMmd']],
    ['regularized', ['codePenalty', 'decoderPenalty']],
  ])('records the terms of the code %j, which its objective is the sum of', async (code, names) => {
    const [epoch] = only(await eventsOf(config({ code, tied: false, epochs: 1 })), 'epoch');
    const validation: Readonly<Record<string, number>> = epoch?.metrics.validation ?? {};
    const { cost: _, objective, squaredError, ...terms } = validation;
    expect(Object.keys(terms).toSorted()).toEqual(names.toSorted());
    const weights: Readonly<Record<string, number>> = {
      ...{ sparsity: 0.1, contraction: 0.1, mmd: 10, codePenalty: 0.01, decoderPenalty: 1e-4 },
      // Measured only.
      ...{ meanActivation: 0, deadUnits: 0, priorMmd: 0 },
    };
    const added = Object.entries(terms).reduce((sum, [name, value]) => sum + entry(weights, name) * value, 0);
    expect(objective).toBeCloseTo((squaredError ?? Number.NaN) + added, 4);
  });

  it.each([
    {},
    { tied: false },
    { noise: 'masking' },
    { noise: 'gaussian', optimizer: 'momentum', learningRate: 0.001 },
    { weightDecay: 0.01, schedule: 'cosine' },
    { normalisation: 'batch', dropout: 0.2, tied: false },
    { code: 'variational', tied: false, likelihood: 'bernoulli', outputActivation: 'linear', centre: false },
    { code: { kind: 'variational', samples: 3, warmUpEpochs: 2 }, tied: false, likelihood: { kind: 'gaussian', variance: 'perValue' } },
    { code: { kind: 'variational', decomposed: 6 }, tied: false, normalisation: 'layer', outputActivation: 'linear' },
    { code: 'wasserstein' },
    { code: { kind: 'regularized', decoder: 'gradientPenalty' } },
    quantized(),
    quantized({ update: 'loss' }),
  ])('gives the same bits for the same seed, and after a resume at any step: %j', async (fields) => {
    const whole = await eventsOf(config(fields));
    const again = await eventsOf(config(fields));
    const timeless = (events: readonly TrainEvent[]) => stepCosts(events);
    expect(timeless(again)).toEqual(timeless(whole));
    expect(lastState(again)).toEqual(lastState(whole));
    expect(await eventsOf(config(fields), { seed: 2 }).then(stepCosts)).not.toEqual(stepCosts(whole));

    const abort = new AbortController();
    const first: TrainEvent[] = [];
    for await (const event of train(config(fields), data, { engine, seed: 1, now: () => 0, stepsPerCall: 3, signal: abort.signal })) {
      first.push(event);
      if (event.kind === 'steps' && event.firstStep === 24) abort.abort();
    }
    const stopped = first.at(-1);
    if (stopped?.kind !== 'checkpoint') throw new Error('an abort ends with a checkpoint');
    // The second epoch's calls begin at 21 and 24.
    expect(stopped.checkpoint.step).toBe(26);
    const resumed = await eventsOf(config(fields), { resumeFrom: decodeCheckpoint(Buffer.concat(encodeCheckpoint(stopped.checkpoint))) });
    expect([...stepCosts(first), ...stepCosts(resumed)]).toEqual(stepCosts(whole));
    expect(lastState(resumed)).toEqual(lastState(whole));
    expect(only([...first, ...resumed], 'epoch').map(({ seconds: _, ...epoch }) => epoch)).toEqual(
      only(whole, 'epoch').map(({ seconds: _, ...epoch }) => epoch),
    );
    for (const kind of ['reconstructions', 'figure', 'result'] as const) {
      expect(only([...first, ...resumed], kind)).toEqual(only(whole, kind));
      expect(only(whole, kind).length).toBeGreaterThan(0);
    }
  });

  it.each(['movingAverage', 'loss'])('counts the codes of a whole epoch, and revives unused ones, with %s', async (update) => {
    const options = { codes: 6, codeDimension: 2 };
    const events = await eventsOf(config(quantized({ update })));
    const [first, , last] = only(events, 'epoch');
    for (const part of ['train', 'validation', 'test'] as const) {
      const { perplexity = Number.NaN, codesInUse = Number.NaN }: Readonly<Record<string, number>> = last?.metrics[part] ?? {};
      expect(codesInUse).toBeGreaterThan(1);
      expect(codesInUse).toBeLessThanOrEqual(options.codes);
      expect(perplexity).toBeGreaterThan(1);
      expect(perplexity).toBeLessThanOrEqual(codesInUse * (1 + 1e-6));
    }
    // Each step covers the epoch so far: the first one its batch alone, and the epoch has the value of its last step.
    const inUse = only(events, 'steps').flatMap(({ metrics }) => [...entry(metrics, 'codesInUse')]);
    const ofEpoch = inUse.slice(0, 20);
    expect(ofEpoch).toEqual(ofEpoch.toSorted((a, b) => a - b));
    expect(ofEpoch.at(-1)).toBe(first?.metrics.train.codesInUse);
    expect(inUse[20]).toBeLessThanOrEqual(options.codes);
    const counts = entry(lastState(events), 'statistics/code/epochUse').values;
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20 * 10 * 4);
    const never = await eventsOf(config(quantized({ update, reviveBelow: 0 })));
    const inUseOf = (of: readonly TrainEvent[]) => only(of, 'epoch').at(-1)?.metrics.train.codesInUse ?? Number.NaN;
    expect(inUseOf(events)).toBeGreaterThan(inUseOf(never));
  });

  it('records the objective of a quantized code: its loss, and the distance to the codes with its weights', async () => {
    for (const [update, weight] of [
      ['movingAverage', 0.25],
      ['loss', 1.25],
    ] as const) {
      const [epoch] = only(await eventsOf(config({ ...quantized({ update }), epochs: 1 })), 'epoch');
      const { objective = 0, squaredError = 0, quantizationError = 0 }: Readonly<Record<string, number>> = epoch?.metrics.validation ?? {};
      expect(quantizationError).toBeGreaterThan(0);
      expect(objective).toBeCloseTo(squaredError + weight * quantizationError, 4);
    }
  });

  it('computes the same bits in an XLA loop, resumed or not, and reports that it compiles', async () => {
    const whole = await eventsOf(config(), { executor: 'xla' });
    expect(whole.slice(0, 2)).toEqual([{ kind: 'compiling' }, { kind: 'executor', executor: { name: 'xla', reason: null } }]);
    const [saved] = only(await eventsOf(config(), { executor: 'xla', checkpointEvery: 1, stepsPerCall: 7 }), 'checkpoint');
    expect(saved?.checkpoint.step).toBe(7);
    const resumed = await eventsOf(config(), { executor: 'xla', ...(saved === undefined ? {} : { resumeFrom: saved.checkpoint }) });
    // The loop is compiled once for this shape.
    expect(only(resumed, 'compiling')).toEqual([]);
    expect(stepCosts(resumed)).toEqual(stepCosts(whole).slice(7));
    expect(lastState(resumed)).toEqual(lastState(whole));
    for (const [step, cost] of stepCosts(await eventsOf(config(), { executor: 'session' })).entries()) {
      expect(Math.abs((stepCosts(whole)[step] ?? Number.NaN) / cost - 1)).toBeLessThan(1e-4);
    }
  });

  it('refuses to resume if the executor of the previous steps is unavailable', async () => {
    const [saved] = only(await eventsOf(config()), 'checkpoint');
    if (saved === undefined) throw new Error('there is no checkpoint');
    // An engine on which XLA works for no step.
    const without: Engine = {
      ...engine,
      compile: (program) => {
        const compiled = engine.compile(program);
        return { ...compiled, executor: () => ({ name: 'session', reason: 'XLA failed.' }) };
      },
    };
    const begun = await eventsOf(config(), { engine: without, executor: 'xla' });
    expect(only(begun, 'executor')).toEqual([{ kind: 'executor', executor: { name: 'session', reason: 'XLA failed.' } }]);
    await expect(eventsOf(config(), { engine: without, executor: 'xla', resumeFrom: saved.checkpoint })).rejects.toMatchObject({
      code: 'EXECUTOR_CHANGED',
      message: expect.stringMatching(
        /^The run's steps were computed by xla, which can't resume here: XLA failed\. session would compute different bits\./,
      ),
    });
  });

  it('saves checkpoints in the middle of an epoch, and resumes from them to the same bits', async () => {
    const noisy = config({ noise: { kind: 'gaussian', level: 0.2 } });
    const whole = await eventsOf(noisy);
    const saved = only(await eventsOf(noisy, { checkpointEvery: 1, stepsPerCall: 10 }), 'checkpoint');
    expect(saved.map(({ checkpoint, epoch }) => [checkpoint.step, epoch])).toEqual([
      [10, 0],
      [20, 1],
      [30, 1],
      [40, 2],
      [50, 2],
      [60, 3],
    ]);
    for (const { checkpoint } of saved.filter(({ checkpoint: { step } }) => step === 10 || step === 50)) {
      const resumed = await eventsOf(noisy, { resumeFrom: decodeCheckpoint(Buffer.concat(encodeCheckpoint(checkpoint))) });
      expect(stepCosts(resumed)).toEqual(stepCosts(whole).slice(checkpoint.step));
      expect(lastState(resumed)).toEqual(lastState(whole));
      expect(only(resumed, 'epoch').at(-1)?.metrics).toEqual(only(whole, 'epoch').at(-1)?.metrics);
    }
  });

  it('computes the cost against clean input if the input is noisy', async () => {
    // With every value masked, the network sees zeros: its first reconstruction is tanh of the output biases, which is 0.
    const [first] = stepCosts(await eventsOf(config({ noise: { kind: 'masking', level: 1 }, epochs: 1 })));
    expect(first).toBeGreaterThan(0.01);
    const clean = stepCosts(await eventsOf(config({ noise: { kind: 'masking', level: 0 }, epochs: 1 })));
    expect(clean).toEqual(stepCosts(await eventsOf(config({ epochs: 1 }))));
  });

  it('shrinks weights with the penalty, and leaves it out of the cost', async () => {
    const plain = await eventsOf(config({ optimizer: 'sgd', learningRate: 0.001 }));
    const decayed = await eventsOf(config({ optimizer: 'sgd', learningRate: 0.001, weightDecay: 10 }));
    expect(stepCosts(decayed)[0]).toBe(stepCosts(plain)[0]);
    expect(norm(lastState(decayed))).toBeLessThan(norm(lastState(plain)) * 0.9);
  });

  it('fails with the step and learning rate when the cost is no longer finite, after emitting the steps before', async () => {
    const events: TrainEvent[] = [];
    const failing = (async () => {
      for await (const event of train(
        config({ optimizer: 'sgd', learningRate: 1e6, activation: 'linear', outputActivation: 'linear' }),
        data,
        { engine, seed: 1, now: () => 0 },
      )) {
        events.push(event);
      }
    })();
    await expect(failing).rejects.toThrow(/^The cost became (infinite|not a number \(NaN\)) at step \d+, with learning rate 1000000\./);
    expect(stepCosts(events).some((cost) => !Number.isFinite(cost))).toBe(true);
  });

  it('names the training values as the cause if the cost is infinite before any update, or if they are large', async () => {
    const large = (factor: number) => {
      const scale = ({ values, mean, ...rest }: TrainingData['train']) => ({
        ...rest,
        values: Float32Array.from(values, (value) => value * factor),
        mean: mean.map((value) => value * factor),
      });
      return { ...data, train: scale(data.train), validation: scale(data.validation), test: scale(data.test) };
    };
    const failure = async (factor: number, fields: object = {}) => {
      const events = train(config(fields), large(factor), { engine, seed: 1, now: () => 0 });
      const emitted: TrainEvent[] = [];
      return (async () => {
        for await (const event of events) emitted.push(event);
      })().then(
        () => 'no failure',
        (error: Error) => error.message,
      );
    };
    expect(await failure(1e20)).toMatch(
      /^The cost became infinite at step 1, before the first update\. The training values lie between .*e\d\d: scale them, with `scale: standard` in `dataset` or --scale standard\.$/,
    );
    const diverging = { learningRate: 1e6, optimizer: 'sgd', activation: 'linear', outputActivation: 'linear' };
    expect(await failure(1e6, diverging)).toMatch(/with learning rate 1000000\. The training values lie between /);
    expect(await failure(1, diverging)).toMatch(/with learning rate 1000000\. A smaller learning rate may help\.$/);
  });

  it('has no validation cost if no samples are held out', async () => {
    const none = { ...data.validation, count: 0, values: data.validation.values.subarray(0, 0) };
    const epochs: EpochEvent[] = [];
    for await (const event of train(config(), { ...data, validation: none }, { engine, seed: 1, now: () => 0 })) {
      if (event.kind === 'epoch') epochs.push(event);
    }
    const withValidation = only(await eventsOf(config()), 'epoch');
    expect(epochs.map(({ metrics }) => metrics)).toEqual(withValidation.map(({ metrics: { validation: _, ...others } }) => others));
  });

  it('fails if the last update diverges, which no later step would show', async () => {
    const events: TrainEvent[] = [];
    // One step an epoch. Its cost is that of the initial parameters; the update then takes every weight to the order of 1e12.
    const diverging = {
      ...{ optimizer: 'sgd', learningRate: 1e6 },
      activation: 'linear',
      outputActivation: 'linear',
      batchSize: 205,
      epochs: 1,
    };
    const failing = (async () => {
      for await (const event of train(config(diverging), data, { engine, seed: 1, now: () => 0 })) events.push(event);
    })();
    await expect(failing).rejects.toMatchObject({
      code: 'COST_NOT_FINITE',
      message: expect.stringMatching(
        /^The cost of the last batch became (infinite|not a number \(NaN\)) after the update of step 1, with learning rate 1000000\./,
      ),
    });
    expect(events.map(({ kind }) => kind)).toEqual(['executor', 'steps']);
    expect(stepCosts(events).every(Number.isFinite)).toBe(true);
  });

  it.each([
    [{ dimensions: [15, 3] }, 'dimensions: received [15, 3]; the first must be 16, the number of values in a sample.'],
    [{ batchSize: 206 }, 'batchSize: received 206, but there are 205 training samples; it must be at most 205.'],
  ])('refuses %j', async (fields, sentence) => {
    await expect(eventsOf(config(fields))).rejects.toThrow(sentence);
  });
});

function lastState(events: readonly TrainEvent[]): Checkpoint['state'] {
  const last = only(events, 'checkpoint').at(-1);
  if (last === undefined) throw new Error('there is no checkpoint');
  return last.checkpoint.state;
}

function norm(state: Checkpoint['state']): number {
  const weights = Object.entries(state).filter(([name]) => name.startsWith('parameters/') && name.endsWith('/weights'));
  return Math.sqrt(weights.reduce((sum, [, { values }]) => sum + values.reduce((inner, value) => inner + value ** 2, 0), 0));
}

/** Squared error of a reconstruction against a test sample, in the model's space. */
function costOf(reconstruction: Float32Array | undefined, row: number): number {
  const { values, size } = data.test;
  return (reconstruction ?? new Float32Array()).reduce((sum, y, value) => sum + (y - (at(values, row * size + value) / 255 - 0.5)) ** 2, 0);
}

/** 0, 1, 2, 0, 1, … */
function cyclicLabels({ count }: TrainingData['train']): Uint8Array {
  return Uint8Array.from({ length: count }, (_, row) => row % 3);
}

describe('training on drawn samples', () => {
  const probabilities = { ...data.train, mean: new Float32Array(16) };
  const drawing = { ...data, trainProbabilities: probabilities };
  const configured = config({ tied: false, outputActivation: 'linear', epochs: 1 });

  it('takes each value as 1 where a uniform number of its step is below it, minus the mean', async () => {
    const [cost] = stepCosts(await eventsOf(configured, {}, drawing));
    const rows = permutation(data.train.count, random(1, 'order', 1)).subarray(0, 10);
    // With 24 bits, as steps draw them.
    const uniforms = Array.from(randomArrays(1, 'binarise', 0).uniforms(160), (uniform) => Math.floor(uniform * 2 ** 24) / 2 ** 24);
    const x = Array.from(rows, (row, place) =>
      Array.from({ length: 16 }, (_, column) => {
        const probability = present(probabilities.values[row * 16 + column], 'value') / 255;
        return (present(uniforms[place * 16 + column], 'number') < Math.fround(probability) ? 1 : 0) - 0.5;
      }),
    );
    const weights = toDouble(createModel(configured, [4, 4], 1).parameters);
    const network = doubleNetwork(configured, [4, 4], weights, doublePass(configured, weights, { statistics: null, masks: {} }));
    expect(cost).toBeCloseTo(squaredErrorOf(network.decode(network.encode(x).code), x) / 10, 4);
  });

  it('draws anew in every step, and evaluates the samples that it is given', async () => {
    const again = { ...drawing, train: { ...data.train, values: data.train.values.map((value) => (value > 127 ? 255 : 0)) } };
    const [events, other] = [await eventsOf(configured, {}, drawing), await eventsOf(configured, {}, again)];
    // The given samples have no part in the steps.
    expect(stepCosts(other)).toEqual(stepCosts(events));
    expect(only(other, 'epoch')[0]?.metrics.train?.batchCost).not.toBe(only(events, 'epoch')[0]?.metrics.train?.batchCost);
    // Whatever steps run in one call, also after a resume.
    expect(stepCosts(await eventsOf(configured, { stepsPerCall: 3 }, drawing))).toEqual(stepCosts(events));
    expect(stepCosts(await eventsOf(configured, {}))).not.toEqual(stepCosts(events));
  });

  it('computes the same on every executor', async () => {
    const eager = await loadEngine({ only: 'tensorflow', compiled: false });
    const bernoulli = config({ tied: false, likelihood: 'bernoulli', outputActivation: 'linear', noise: 'gaussian', epochs: 1 });
    for (const each of [configured, bernoulli]) {
      const expected = stepCosts(await eventsOf(each, { engine: eager }, drawing));
      for (const executor of ['session', 'xla'] as const) {
        const costs = stepCosts(await eventsOf(each, { executor }, drawing));
        expect(costs).toHaveLength(expected.length);
        for (const [step, value] of expected.entries()) expect(costs[step]).toBeCloseTo(value, 2);
      }
    }
  });
});
