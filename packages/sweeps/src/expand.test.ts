import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { expand } from './expand.ts';
import { planSweep } from './plan-sweep.ts';
import { parseSpec } from './spec.ts';

const facts = { title: 'MNIST', contentHash: 'a'.repeat(64), sampleSize: 784, trainCount: 55_000 };
const plan = (document: object) => expand(parseSpec({ version: 1, ...document }), facts);
const trained = (document: object) => plan(document).filter(({ kind }) => kind === 'run');

describe('expand', () => {
  it('plans every combination with every seed, and the baselines of each code size once', () => {
    const runs = plan({
      model: {
        dimensions: [
          [784, 64, 32],
          [784, 128, 32],
          [784, 16],
        ],
      },
      training: { learningRate: [0.01, 0.001] },
      seeds: [0, 1],
    });
    expect(runs.filter(({ kind }) => kind === 'run')).toHaveLength(3 * 2 * 2);
    expect(runs.slice(0, 3).map(({ parameters }) => parameters)).toEqual([
      { baseline: 'pca', codeSize: 16 },
      { baseline: 'pca', codeSize: 32 },
      { baseline: 'mean', codeSize: 0 },
    ]);
    expect(new Set(runs.map(({ fingerprint }) => fingerprint)).size).toBe(runs.length);
  });

  it('counts steps and parameters of the seed program', () => {
    const [seed] = trained({ model: { dimensions: [784, 256, 256, 64, 32] } });
    // 784·256 + 256·256 + 256·64 + 64·32 weights, 256 + 256 + 64 + 32 and 64 + 256 + 256 + 784 biases.
    expect(seed).toMatchObject({ parameterCount: 284_672 + 608 + 1_360, totalSteps: 30 * 2_750 });
    expect(seed?.values).toMatchObject({
      dimensions: '784-256-256-64-32',
      depth: 4,
      width: 256,
      codeSize: 32,
      optimizer: 'adam',
      'optimizer.beta1': 0.9,
    });
  });

  it('plans no PCA for a quantized code, which has bits in place of a code size', () => {
    const images = { ...facts, sampleShape: [28, 28] };
    const document = { version: 1, model: { family: 'convolutional', code: ['quantized', 'plain'] } };
    const [pca, mean, quantized, plain] = expand(parseSpec(document), images);
    expect([pca, mean].map((run) => run?.parameters)).toEqual([
      { baseline: 'pca', codeSize: 16 },
      { baseline: 'mean', codeSize: 0 },
    ]);
    // One of 128 codes at each of 7 × 7 positions.
    expect(quantized?.values).toMatchObject({ code: 'quantized', codeBits: 49 * 7 });
    expect(quantized?.values).not.toHaveProperty('codeSize');
    expect(quantized?.parameters).toMatchObject({ codeSize: null });
    expect(plain?.values).toMatchObject({ code: 'plain', codeSize: 16 });
    expect(plain?.values).not.toHaveProperty('codeBits');
  });

  it('repeats no configuration that is listed twice', () => {
    expect(trained({ model: { dimensions: [784, 8] }, training: { learningRate: [0.1, 0.1] } })).toHaveLength(1);
  });

  it('takes evenly spaced values of a range, on its scale', () => {
    const rates = (range: object) =>
      trained({ model: { dimensions: [784, 8] }, training: { learningRate: range } }).map(({ values }) => values.learningRate);
    expect(rates({ min: 0.1, max: 0.3, steps: 3 })).toEqual([0.1, 0.2, 0.3]);
    expect(rates({ min: 0.001, max: 0.1, scale: 'log', steps: 3 })).toEqual([0.001, 0.01, 0.1]);
  });

  it('draws random configurations inside their ranges, the same ones every time', () => {
    const document = {
      model: {
        dimensions: [
          [784, 8],
          [784, 16],
        ],
      },
      training: { learningRate: { min: 1e-4, max: 1e-1, scale: 'log' }, batchSize: { min: 10, max: 20 } },
      sampler: { kind: 'random', runs: 50, seed: 3 },
    };
    const runs = trained(document);
    expect(runs).toHaveLength(50);
    expect(trained(document)).toEqual(runs);
    for (const { values } of runs) {
      expect(values.learningRate).toBeGreaterThanOrEqual(1e-4);
      expect(values.learningRate).toBeLessThanOrEqual(1e-1);
      expect([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]).toContain(values.batchSize);
    }
    // On a log scale half of the draws lie below the geometric middle; 10 to 40 of 50 is beyond chance's reach to miss.
    const below = runs.filter(({ values }) => Number(values.learningRate) < 10 ** -2.5).length;
    expect(below).toBeGreaterThan(10);
    expect(below).toBeLessThan(40);
    expect(trained({ ...document, sampler: { ...document.sampler, seed: 4 } })).not.toEqual(runs);
  });

  it('tries each configuration of a small space once, and notes that the space is exhausted', () => {
    const document = {
      version: 1,
      model: { dimensions: [784, 8], tied: [true, false] },
      training: { batchSize: { min: 10, max: 12 } },
      sampler: { kind: 'random', runs: 20 },
    };
    const { runs, notes } = planSweep(parseSpec(document), { document, text: null }, facts);
    const trainedOnce = runs.filter(({ kind }) => kind === 'run').map(({ values }) => `${values.tied} ${values.batchSize}`);
    expect(trainedOnce.toSorted()).toEqual(['false 10', 'false 11', 'false 12', 'true 10', 'true 11', 'true 12']);
    expect(notes).toEqual(['sampler.runs: received 20, but the fields allow 6 different configurations: each is tried once.']);
  });

  it('adds no note to a search that does not exhaust its space', () => {
    const document = { version: 1, model: { dimensions: [784, 8], tied: [true, false] }, sampler: { kind: 'random', runs: 2 } };
    expect(planSweep(parseSpec(document), { document, text: null }, facts).notes).toEqual([]);
  });

  it('refuses dimensions and batches that do not fit the data, each once', () => {
    const document = { model: { dimensions: [100, 8] }, training: { batchSize: 60_000, learningRate: [0.1, 0.2] } };
    expect(() => plan(document)).toThrow(
      'dimensions: received [100, 8]; the first must be 784, the number of values in a sample of MNIST.\nbatchSize: received 60000; it must be at most 55000, the number of training samples of MNIST.',
    );
  });

  it('refuses to draw values that are no probabilities', () => {
    const values = { low: 0, high: 255, centredLow: -139, centredHigh: 255, identical: false };
    const whole = { ...facts, values, options: { scale: 'none', binarise: 'static' } } as const;
    const spec = parseSpec({ version: 1, dataset: { name: 'mnist', scale: 'none', binarise: 'static' }, model: { dimensions: [784, 8] } });
    expect(() => expand(spec, whole)).toThrow(
      'dataset.binarise: received "static", which draws each value as a probability from 0 to 1; the values of MNIST go from 0 to 255. Set `scale: unit` in `dataset` (--scale unit), or `binarise: none`.',
    );
    expect(expand(spec, { ...whole, values: { ...values, high: 1 } })).not.toHaveLength(0);
  });

  it('refuses a convolutional network for vectors, and fields that do not fit each other', () => {
    const vectors = { title: 'sensors.npy', contentHash: 'a'.repeat(64), sampleSize: 64, sampleShape: [64], trainCount: 500 };
    const model = { family: 'convolutional', tied: true, upsampling: 'nearest' };
    expect(() => expand(parseSpec({ version: 1, model }), vectors)).toThrow(
      'upsampling: received "nearest" with tied weights; only "transposed" uses the encoder’s weights. Set `tied: false`, or `upsampling: transposed`.\nfamily: received "convolutional", which needs images; give `dataset.shape` a height and a width whose product is 64, the number of values in a sample of sensors.npy.',
    );
    expect(expand(parseSpec({ version: 1, model: { family: 'convolutional' } }), { ...vectors, sampleShape: [8, 8] })).toHaveLength(3);
  });
});

describe('a fingerprint', () => {
  const fingerprintOf = (model: object, training: object = {}, seeds = [0]) => trained({ model, training, seeds })[0]?.fingerprint;

  it('is the same whether a default is written out or not', () => {
    expect(
      fingerprintOf({ dimensions: [784, 8], tied: true, noise: 'none' }, { epochs: 30, optimizer: { kind: 'adam', beta1: 0.9 } }),
    ).toBe(fingerprintOf({ dimensions: [784, 8] }));
  });

  it.each([
    ['configuration', fingerprintOf({ dimensions: [784, 8], tied: false })],
    ['seed', fingerprintOf({ dimensions: [784, 8] }, {}, [1])],
    [
      'data set',
      expand(parseSpec({ version: 1, model: { dimensions: [784, 8] } }), { ...facts, contentHash: 'b'.repeat(64) }).at(-1)?.fingerprint,
    ],
  ])('differs for a different %s', (_, other) => {
    expect(other).not.toBe(fingerprintOf({ dimensions: [784, 8] }));
  });

  it('is the SHA-256 of canonical JSON without defaults', () => {
    const text = `{"config":{"batchSize":50,"dimensions":[784,8]},"dataset":"${facts.contentHash}","numerics":1,"seed":0}`;
    expect(fingerprintOf({ dimensions: [784, 8] }, { batchSize: 50 })).toBe(createHash('sha256').update(text).digest('hex'));
  });
});
