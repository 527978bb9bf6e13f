import { runConfigSchema } from '@hourglass/model/config';
import { describe, expect, it } from 'vitest';
import { knownFacts } from '../dataset-facts.ts';
import { planSweep } from '../plan-sweep.ts';
import { recordConfigOf } from '../record-config.ts';
import { parseSpec } from '../spec.ts';
import { estimateSweep } from './estimate-sweep.ts';
import { type MeasuredRun, measuredShapes, secondsPerStep, stepFlops } from './measured-rates.ts';

const mnist = knownFacts('mnist') ?? { title: '', contentHash: '', sampleSize: 1, trainCount: 1 };

/** 1,000 steps of 1 ms in ten epochs, and half a second of everything else. */
const measured: MeasuredRun = {
  config: runConfigSchema.parse({ dimensions: [784, 64], batchSize: 100 }),
  sampleShape: [28, 28],
  parameterCount: 51_024,
  steps: 1_000,
  epochs: 10,
  trainingSeconds: 1,
  wallSeconds: 1.5,
  seriesBytes: 5_000,
  reconstructionBytes: 296_000,
  reconstructions: 10,
  fileBytes: 408_192,
};

const planned = (document: object) => {
  const spec = parseSpec({ version: 1, baselines: [], ...document });
  return planSweep(spec, { document, text: null }, mnist).runs;
};
const basis = {
  runs: [measured],
  baselineSeconds: [],
  gflops: null,
  workers: 1,
  facts: mnist,
  extendable: false,
  record: recordConfigOf({}),
};

describe('secondsPerStep', () => {
  const run = (dimensions: number[], milliseconds: number): MeasuredRun => ({
    ...measured,
    config: runConfigSchema.parse({ dimensions, batchSize: 10 }),
    trainingSeconds: milliseconds,
  });
  // 12 operations × weights × batch: 12 × 784 × 10 × 10, and 100 times as many.
  const shapes = measuredShapes([run([784, 10], 1), run([784, 10], 3), run([784, 1000], 10)]);

  it('counts two operations a weight, forwards and twice backwards, in both halves', () => {
    expect(stepFlops(runConfigSchema.parse({ dimensions: [784, 256, 32], batchSize: 20 }), [28, 28])).toBe(
      12 * (784 * 256 + 256 * 32) * 20,
    );
  });

  it('equals the measurement at a measured size, with its spread', () => {
    expect(secondsPerStep(940_800, shapes)).toMatchObject({ low: 0.001, expected: 0.002, high: 0.003 });
  });

  it('follows a power law between two measured amounts', () => {
    // Half way on a log scale: the geometric means of 1 and 10, 2 and 10, 3 and 10.
    const between = secondsPerStep(9_408_000, shapes);
    expect(between?.low).toBeCloseTo(Math.sqrt(10) / 1000, 12);
    expect(between?.expected).toBeCloseTo(Math.sqrt(20) / 1000, 12);
    expect(between?.high).toBeCloseTo(Math.sqrt(30) / 1000, 12);
  });

  it('beyond the measured sizes lies between constant time and time proportional to the operations', () => {
    expect(secondsPerStep(4 * 94_080_000, shapes)).toEqual({ low: 0.01, expected: 0.02, high: 0.04 });
    const below = secondsPerStep(940_800 / 4, shapes);
    expect(below?.low).toBeCloseTo(0.00025, 12);
    expect(below?.expected).toBeCloseTo(0.001, 12);
    expect(below?.high).toBeCloseTo(0.003, 12);
  });

  it('is unknown without measurements', () => {
    expect(secondsPerStep(1, [])).toBeNull();
  });
});

describe('estimateSweep', () => {
  const four = { model: { dimensions: [784, 64] }, training: { batchSize: 100, epochs: 2 }, seeds: [0, 1, 2, 3] };

  it('adds up steps and epochs of every run, and shares them among the workers', () => {
    // 550 steps an epoch: 1,100 ms, and 2 × 50 ms beside training.
    expect(estimateSweep(planned(four), basis).seconds?.expected).toBeCloseTo(4 * 1.2, 9);
    expect(estimateSweep(planned(four), { ...basis, workers: 2 }).seconds?.expected).toBeCloseTo(2 * 1.2, 9);
    expect(estimateSweep(planned(four), { ...basis, workers: 16 }).seconds?.expected).toBeCloseTo(1.2, 9);
  });

  it('adds the measured time of baselines', () => {
    const runs = planned({ ...four, baselines: ['pca', 'mean'] });
    expect(estimateSweep(runs, { ...basis, baselineSeconds: [2, 2] }).seconds?.expected).toBeCloseTo(4 * 1.2 + 2 * 2, 9);
  });

  it('adds up the disk space of series, reconstructions and checkpoints', () => {
    // Reconstructions take 29,600 an epoch, as recorded: 400 of costs, 25,600 of codes, and 3,600 of pictures of 100 samples.
    const atEnd = 4 * (78_400 + 10_000) + 4 * 64 * 10_000;
    // Ten interpolations of 10 samples, 32 traversals of 11.
    const figures = 36 * (10 * 10 + 10 * 10 + 32 * 11);
    const run = 5.08 * 1_100 + 29_600 * 2 + 1.5 * (4 * (51_024 + 10_000) + 12 * 784 + 1_000) + atEnd + figures;
    const diskOf = (document: object, more: object = {}) => estimateSweep(planned(document), { ...basis, ...more }).diskBytes;
    expect(diskOf(four).expected).toBeCloseTo(4 * run, 0);
    const tenth = { record: recordConfigOf({ record: { reconstructions: { kind: 'every', epochs: 10 } } }) };
    const long = { ...four, training: { ...four.training, epochs: 100 } };
    // 10 and 30 reconstructions, and the best and the last in both cases.
    expect(diskOf(long).expected - diskOf(long, tenth).expected).toBeCloseTo(4 * 29_600 * (30 - 10), 0);
    // Adam's two slots and the parameter itself, in float32.
    expect(diskOf(four, { extendable: true }).expected).toBeCloseTo(4 * (run + 12 * 51_024 + 12 * 784 + 1_000), 0);
    // Runs on samples of another size don't tell how pictures compress.
    const other = diskOf(four, { runs: [{ ...measured, sampleShape: [8, 8] }] });
    expect(other.high - other.low).toBeGreaterThan(4 * 2 * 78_400);
  });

  it('follows from the speed of the machine without recorded runs of the family, and is unknown without that', () => {
    expect(estimateSweep(planned(four), { ...basis, runs: [] })).toMatchObject({ seconds: null, basedOn: 0, unrecorded: ['dense'] });
    const { seconds, unrecorded } = estimateSweep(planned(four), { ...basis, runs: [], gflops: 100 });
    // 4 runs of 1,100 steps of 60.2 million operations each, at 90, 40 and 8 % of the rate.
    const arithmetic = (part: number) => (4 * 1_100 * 12 * 784 * 64 * 100) / (part * 100e9);
    expect(seconds?.low).toBeGreaterThan(arithmetic(0.9));
    expect(seconds?.expected).toBeGreaterThan(arithmetic(0.4));
    expect(seconds?.high).toBeGreaterThan(arithmetic(0.08));
    expect(unrecorded).toEqual(['dense']);
  });

  it('counts the runs that it is based on', () => {
    expect(estimateSweep(planned(four), { ...basis, runs: [measured, measured] })).toMatchObject({
      basedOn: 2,
      workers: 1,
      unrecorded: [],
    });
  });

  it('takes the time of a family from its own runs, or from the speed of the machine', () => {
    const convolutional = planned({ model: { family: 'convolutional' } });
    const unknown = { basedOn: 1, extrapolation: 1, unrecorded: ['convolutional'] };
    expect(estimateSweep(convolutional, basis)).toMatchObject({ seconds: null, ...unknown });
    expect(estimateSweep(convolutional, { ...basis, gflops: 100 })).toMatchObject({ seconds: { low: expect.any(Number) }, ...unknown });
    const recorded = { ...measured, config: runConfigSchema.parse({ family: 'convolutional' }), trainingSeconds: 20 };
    const { seconds } = estimateSweep(convolutional, { ...basis, runs: [measured, recorded] });
    // 2,750 steps of 30 epochs, at 20 ms a step.
    expect(seconds?.low).toBeCloseTo(2_750 * 30 * 0.02, 6);
  });

  it('agrees with the measured memory of the largest configuration', () => {
    const ofNetwork = (dimensions: number[], batchSize: number) =>
      estimateSweep(planned({ model: { dimensions: [dimensions, [784, 2]] }, training: { batchSize } }), basis).workerBytes / 2 ** 20;
    // Peaks of real workers on MNIST, in MiB (docs/launching.md).
    expect(ofNetwork([784, 256, 256, 64, 32], 100) / 758).toBeCloseTo(1, 0.7);
    expect(ofNetwork([784, 2048, 2048, 64], 500) / 1379).toBeCloseTo(1, 0.7);
    expect(ofNetwork([784, 2048, 2048, 64], 5000) / 2306).toBeCloseTo(1, 0.7);
    expect(ofNetwork([784, 4096, 2048, 64], 5000) / 3006).toBeCloseTo(1, 0.7);
  });

  it.each<[string, number, object, number, number]>([
    ['convolutional', 3_000, { family: 'convolutional' }, 100, 728],
    ['contractive', 640, { dimensions: [784, 256, 32], code: 'contractive' }, 100, 994],
    [
      'importance-weighted',
      640,
      { dimensions: [784, 400, 20], likelihood: 'bernoulli', code: { kind: 'variational', samples: 50 } },
      100,
      1_746,
    ],
    ['convolutional, wide', 640, { family: 'convolutional', channels: [64, 128] }, 128, 949],
    [
      'quantized',
      640,
      { family: 'convolutional', channels: [64, 128], code: { kind: 'quantized', codes: 512, codeDimension: 64 } },
      128,
      1_599,
    ],
  ])('agrees with the measured memory of a %s network, whose evaluation holds more than its steps', (_, limit, model, batchSize, peak) => {
    const spec = parseSpec({ version: 1, dataset: { name: 'mnist', limit }, model, training: { batchSize }, baselines: [] });
    const facts = knownFacts(spec.dataset);
    if (facts === null) throw new Error('MNIST is known.');
    const { runs } = planSweep(spec, { document: {}, text: null }, facts);
    // Peaks of real workers, in MB (docs/launching.md).
    expect(estimateSweep(runs, { ...basis, facts }).workerBytes / 1e6 / peak).toBeCloseTo(1, 1);
  });

  it('counts 10 bytes for each training value that is held in float32', () => {
    const ofData = (facts: object) =>
      estimateSweep(planned(four), { ...basis, facts: { ...mnist, contentHash: 'own', ...facts } }).workerBytes / 1e6;
    const values = 55_000 * 784;
    const bytes = ofData({ valueType: 'bytes' });
    expect(ofData({ valueType: 'numbers' }) - bytes).toBeCloseTo((7.6 * values) / 1e6, 6);
    expect(ofData({ valueType: 'bytes', options: { scale: 'unit' } })).toBe(ofData({ valueType: 'numbers' }));
    expect(ofData({ valueType: 'bytes', options: { scale: 'none' } })).toBe(bytes);
    // Stored by earlier versions: the most it may be, unless the data set is a known one.
    expect(ofData({ valueType: undefined })).toBe(ofData({ valueType: 'numbers' }));
    expect(ofData({ valueType: undefined, contentHash: mnist.contentHash })).toBe(bytes);
  });
});
