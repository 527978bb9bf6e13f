import { describe, expect, it } from 'vitest';
import { knownFacts } from './dataset-facts.ts';
import { SweepsError } from './errors.ts';
import { expand } from './expand.ts';
import { axesOf } from './search-space.ts';
import { parseSpec } from './spec.ts';
import { parseSpecText } from './spec-text.ts';

const minimal = { version: 1, model: { dimensions: [784, 32] } };

function problemsIn(document: unknown): readonly string[] {
  try {
    parseSpec(document);
  } catch (error) {
    if (error instanceof SweepsError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseSpec', () => {
  it('fills in the training of the seed program if only dimensions are given', () => {
    const { space, seeds, dataset, sampler, baselines } = parseSpec(minimal);
    expect({ seeds, dataset, sampler, baselines }).toEqual({
      seeds: [0],
      dataset: 'mnist',
      sampler: { kind: 'grid' },
      baselines: ['pca', 'mean'],
    });
    expect(Object.fromEntries(Object.entries(space).map(([field, axis]) => [field, axis.kind === 'choice' ? axis.values : axis]))).toEqual({
      family: ['dense'],
      dimensions: [[784, 32]],
      tied: [true],
      activation: ['tanh'],
      outputActivation: ['tanh'],
      initialisation: ['fanIn'],
      normalisation: ['none'],
      dropout: [0],
      centre: [true],
      code: [{ kind: 'plain' }],
      likelihood: [{ kind: 'squaredError' }],
      condition: [{ kind: 'none' }],
      noise: [{ kind: 'none' }],
      weightDecay: [0],
      optimizer: [{ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }],
      learningRate: [0.001],
      schedule: [{ kind: 'constant' }],
      clipNorm: [0],
      clipValue: [0],
      batchSize: [20],
      epochs: [30],
    });
  });

  it('gives each configuration the defaults that its likelihood and its code imply', () => {
    const mnist = knownFacts('mnist');
    if (mnist === null) throw new Error('MNIST is known');
    const planned = (model: object) =>
      expand(parseSpec({ version: 1, baselines: [], model: { dimensions: [784, 32], ...model } }), mnist).map(
        ({ parameters }) => parameters,
      );
    expect(planned({ code: ['plain', 'variational'], likelihood: ['squaredError', 'bernoulli'] })).toMatchObject([
      { code: { kind: 'plain' }, likelihood: { kind: 'squaredError' }, tied: true, outputActivation: 'tanh' },
      { code: { kind: 'plain' }, likelihood: { kind: 'bernoulli' }, tied: true, outputActivation: 'linear' },
      { code: { kind: 'variational' }, likelihood: { kind: 'squaredError' }, tied: false, outputActivation: 'tanh' },
      { code: { kind: 'variational' }, likelihood: { kind: 'bernoulli' }, tied: false, outputActivation: 'linear' },
    ]);
    expect(() => planned({ code: 'variational', tied: true })).toThrow(/^tied: received true with a variational code/);
    expect(() => planned({ likelihood: 'bernoulli', outputActivation: 'tanh' })).toThrow(/^outputActivation: received "tanh"/);
    expect(() => planned({ code: { kind: 'variational', samples: 5 } })).toThrow(
      /^code.samples: received 5 with the likelihood "squaredError"/,
    );
    const single = (model: object, batchSize: number) =>
      expand(parseSpec({ version: 1, baselines: [], model, training: { batchSize } }), mnist).length;
    const convolutional = { family: 'convolutional', channels: [4], normalisation: 'batch' };
    expect(() => single(convolutional, 1)).toThrow(/^normalisation: received "batch" with batches of 1 sample/);
    expect(() => single({ dimensions: [784, 8, 4], normalisation: 'batch' }, 1)).toThrow(/^normalisation: received "batch"/);
    expect(() => single({ dimensions: [784, 1, 4], normalisation: 'layer' }, 20)).toThrow(
      /^normalisation: received "layer" with a hidden layer/,
    );
    expect(single(convolutional, 2)).toBe(1);
    expect(single({ dimensions: [784, 8], normalisation: 'batch' }, 1)).toBe(1);
    const decomposed = { kind: 'variational', decomposed: 6 };
    expect(() => planned({ dimensions: [784, 65], code: decomposed })).toThrow(
      /^code.decomposed: received 6 with 65 dimensions .* at most 64 dimensions/,
    );
    expect(planned({ dimensions: [784, 64], code: decomposed })).toHaveLength(1);
    expect(planned({ code: ['sparse', 'regularized'] })).toMatchObject([
      { code: { kind: 'sparse', penalty: 'l1', weight: 0.1 }, tied: true },
      { code: { kind: 'regularized', decoder: 'l2' }, tied: false },
    ]);
    expect(() => planned({ code: 'regularized', tied: true })).toThrow(/^tied: received true with a regularized code/);
    expect(() => planned({ dimensions: [784, 4], code: { kind: 'sparse', penalty: 'topK' } })).toThrow(
      /^code.kept: received 8 with a code of 4; at most 4 values can be kept/,
    );
    expect(() => planned({ code: 'contractive', normalisation: 'batch' })).toThrow(
      /^normalisation: received "batch" with a contractive code/,
    );
    expect(() => planned({ code: 'contractive', activation: 'elu' })).toThrow(/^activation: received "elu" with a contractive code/);
    expect(() => planned({ code: 'contractive', dropout: 0.1 })).toThrow(/^dropout: received 0.1 with a contractive code/);
    const smooth = { kind: 'regularized', decoder: 'gradientPenalty' };
    expect(() => planned({ code: smooth, normalisation: 'batch' })).toThrow(/^normalisation: received "batch" with the gradient penalty/);
    expect(planned({ code: smooth, tied: true })).toHaveLength(1);
    expect(() => single({ dimensions: [784, 8], code: 'wasserstein' }, 1)).toThrow(/^batchSize: received 1 with a wasserstein code/);
    const images = (fields: object) => expand(parseSpec({ version: 1, model: { family: 'convolutional', ...fields } }), mnist);
    const quantized = (fields: object) => images({ code: 'quantized', ...fields });
    expect(() => planned({ code: 'quantized' })).toThrow(/^code: received "quantized" with the family "dense", which has no grid/);
    expect(() => quantized({ codeSize: 16 })).toThrow(/^codeSize: received 16 with the code "quantized".* Leave `codeSize` out\./);
    expect(() => quantized({ hidden: [64] })).toThrow(/^hidden: received \[64\] with the code "quantized".* Set `hidden: \[\]`\./);
    expect(() => quantized({ condition: 'label' })).toThrow(/^condition: received "label" with a quantized code/);
    expect(() => images({ codeSize: null })).toThrow(/^codeSize: received null with the code "plain"/);
    expect(() => images({ code: smooth, upsampling: 'nearest' })).toThrow(/^upsampling: received "nearest" with the gradient penalty/);
    const bytes = parseSpec({
      version: 1,
      dataset: { name: 'mnist', scale: 'none' },
      model: { dimensions: [784, 32], likelihood: 'bernoulli' },
    });
    const raw = knownFacts({ name: 'mnist', scale: 'none' });
    if (raw === null) throw new Error('MNIST is known');
    expect(() => expand(bytes, raw)).toThrow(
      /^likelihood: received "bernoulli", which judges values from 0 to 1; the values of MNIST go from 0 to 255/,
    );
  });

  it('gives each family its own defaults where families are mixed', () => {
    const model = { family: ['dense', 'convolutional'], dimensions: [784, 32], codeSize: [8, 16] };
    const { space } = parseSpec({ version: 1, dataset: 'mnist', model });
    expect(Object.keys(space)).not.toContain('activation');
    const mnist = knownFacts('mnist');
    if (mnist === null) throw new Error('MNIST is known');
    const configs = expand(parseSpec({ version: 1, baselines: [], model }), mnist).map(({ parameters }) => parameters);
    expect(configs).toMatchObject([
      { family: 'dense', activation: 'tanh', outputActivation: 'tanh', tied: true, initialisation: 'fanIn' },
      {
        family: 'convolutional',
        codeSize: 8,
        activation: 'relu',
        outputActivation: 'linear',
        tied: false,
        initialisation: 'glorotUniform',
      },
      { family: 'convolutional', codeSize: 16, activation: 'relu', channels: [16, 32], hidden: [] },
    ]);
  });

  it('takes an empty list as a value where lists are values', () => {
    const hidden = (value: unknown) => parseSpec({ version: 1, model: { family: 'convolutional', hidden: value } }).space.hidden;
    expect(hidden([])).toEqual({ kind: 'choice', values: [[]] });
    expect(hidden([64])).toEqual({ kind: 'choice', values: [[64]] });
    expect(hidden([[], [64]])).toEqual({ kind: 'choice', values: [[], [64]] });
  });

  it('makes an axis of any field that is a list', () => {
    const spec = parseSpec({
      version: 1,
      model: {
        dimensions: [
          [784, 32],
          [784, 16],
        ],
        tied: [true, false],
        noise: ['none', { kind: 'gaussian', level: 0.2 }],
      },
      training: { optimizer: ['adam', 'sgd'], batchSize: [20, 100] },
    });
    expect(axesOf(spec.space)).toEqual(['dimensions', 'tied', 'noise', 'optimizer', 'batchSize']);
  });

  it.each<[string, unknown, string]>([
    ['no object', 'a sweep', 'spec: received "a sweep"; expected an object.'],
    ['no version', { model: minimal.model }, 'version: received nothing; allowed is 1.'],
    ['a version to come', { ...minimal, version: 2 }, 'version: received 2; allowed is 1.'],
    ['an unknown field', { ...minimal, epochs: 3 }, 'epochs: this field does not exist here.'],
    [
      'an unknown model field',
      { ...minimal, model: { ...minimal.model, depth: 3 } },
      'model.depth: this field does not exist; allowed are family, dimensions, tied, activation, outputActivation, initialisation, normalisation, dropout, centre, code, likelihood, condition, noise, weightDecay.',
    ],
    [
      'a field of another family',
      { version: 1, model: { family: 'convolutional', dimensions: [784, 32] } },
      'model.dimensions: this field does not exist; allowed are family, channels, kernel, hidden, codeSize, tied, activation, outputActivation, initialisation, upsampling, normalisation, dropout, centre, code, likelihood, condition, noise, weightDecay.',
    ],
    [
      'a field `length` without a primitive value, which zod would compare',
      { ...minimal, seeds: { length: { toString: 1, valueOf: 1 } } },
      'seeds.length: this field does not exist.',
    ],
    [
      'nothing as noise',
      { ...minimal, model: { ...minimal.model, noise: null } },
      'noise: received null; allowed are "none", "gaussian", "masking".',
    ],
    ['a number as optimizer', { ...minimal, training: { optimizer: 3 } }, 'optimizer: received 3; allowed are "adam", "momentum", "sgd".'],
    ["YAML's text yes", { ...minimal, model: { ...minimal.model, tied: 'yes' } }, 'tied: received "yes"; expected true or false.'],
    ['no dimensions', { ...minimal, model: {} }, 'dimensions: missing; expected an array.'],
    ['one dimension', { ...minimal, model: { dimensions: [784] } }, 'dimensions: received [784]; it must have at least 2 entries.'],
    ['a dimension of zero', { ...minimal, model: { dimensions: [784, 0] } }, 'dimensions[1]: received 0; it must be at least 1.'],
    [
      'a broken dimension list among others',
      {
        ...minimal,
        model: {
          dimensions: [
            [784, 32],
            [784, 1.5],
          ],
        },
      },
      'dimensions[1][1]: received 1.5; expected a whole number.',
    ],
    ['a learning rate of zero', { ...minimal, training: { learningRate: 0 } }, 'learningRate: received 0; it must be more than 0.'],
    [
      'a learning rate as text',
      { ...minimal, training: { learningRate: [0.1, 'fast'] } },
      'learningRate[1]: received "fast"; expected a number.',
    ],
    ['an empty axis', { ...minimal, training: { learningRate: [] } }, 'learningRate: received an empty list; give at least one value.'],
    [
      'an unknown activation',
      { ...minimal, model: { ...minimal.model, activation: 'tan' } },
      'activation: received "tan"; allowed are "tanh", "relu", "elu", "sigmoid", "linear", "leakyRelu", "gelu", "silu", "softplus".',
    ],
    [
      'an unknown optimizer',
      { ...minimal, training: { optimizer: 'adm' } },
      'optimizer: received "adm"; allowed are "adam", "momentum", "sgd".',
    ],
    [
      'a beta of one',
      { ...minimal, training: { optimizer: { kind: 'adam', beta1: 1 } } },
      'optimizer.beta1: received 1; it must be less than 1.',
    ],
    [
      'a masking level above one',
      { ...minimal, model: { ...minimal.model, noise: { kind: 'masking', level: 2 } } },
      'noise.level: received 2; it must be at most 1.',
    ],
    [
      'a range upside down',
      { ...minimal, training: { learningRate: { min: 1, max: 0.1, steps: 3 } } },
      'learningRate: received min 1 above max 0.1; min may be at most max.',
    ],
    [
      'a log range from zero',
      { ...minimal, model: { dimensions: [784, 8], weightDecay: { min: 0, max: 1, scale: 'log', steps: 3 } } },
      'weightDecay.min: received 0; a range on a log scale starts above 0.',
    ],
    [
      'a range of words',
      { ...minimal, model: { ...minimal.model, activation: { min: 0, max: 1 } } },
      'activation: received a range; only dropout, weightDecay, kernel, codeSize, learningRate, clipNorm, clipValue, batchSize, epochs can be ranges. Give a list of values.',
    ],
    [
      'a grid over a range without steps',
      { ...minimal, training: { learningRate: { min: 0.1, max: 1 } } },
      'learningRate: received a range without steps; a grid needs `steps`, the number of values to try.',
    ],
    ['seeds below zero', { ...minimal, seeds: [-1] }, 'seeds[0]: received -1; it must be at least 0.'],
    ['an unknown sampler', { ...minimal, sampler: 'tpe' }, 'sampler: received "tpe"; allowed are "grid", "random".'],
    [
      'an unknown data set',
      { ...minimal, dataset: 'mnits' },
      'dataset: received "mnits"; allowed are mnist, fashion-mnist, digits, emoji, animals, or the path of a .npy, .npz, IDX or CSV file, or of a folder (ending in /) or .zip of pictures.',
    ],
    ['an unknown baseline', { ...minimal, baselines: ['ica'] }, 'baselines[0]: received "ica"; allowed are "pca", "mean".'],
  ])('refuses %s with a sentence', (_, document, sentence) => {
    expect(problemsIn(document)).toContain(sentence);
  });

  it('names every problem at once', () => {
    expect(problemsIn({ ...minimal, training: { learningRate: -1, batchSize: 0, epoch: 3 } })).toHaveLength(3);
  });
});

describe('parseSpecText', () => {
  it('reads YAML and JSON', () => {
    expect(parseSpecText('version: 1\nmodel: { dimensions: [784, 32] }')).toEqual(minimal);
    expect(parseSpecText(JSON.stringify(minimal))).toEqual(minimal);
  });

  it.each([
    ['text that is not YAML', 'version: [1', /^The spec is not valid YAML: /],
    [
      'aliases that grow without end',
      `a: &a [x]\n${Array.from({ length: 12 }, (_, i) => `b${i}: &b${i} [${`*${i === 0 ? 'a' : `b${i - 1}`},`.repeat(9)}]`).join('\n')}`,
      /^The spec is not valid YAML: /,
    ],
  ])('refuses %s', (_, text, sentence) => {
    expect(() => parseSpecText(text)).toThrow(sentence);
  });
});
