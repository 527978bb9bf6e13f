import { parseDatasetReference } from '@hourglass/datasets/catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandWords, documentFromFlags, shellText } from './index.ts';
import { optionName, sizesFlags } from './spec-flags.ts';

const repeated = new Set(sizesFlags.map(optionName));

/** As an option parser reads the words. */
function optionsOf(words: readonly string[]): Readonly<Record<string, unknown>> {
  const options: Record<string, unknown> = {};
  for (let index = 0; index < words.length; index += 2) {
    const name = optionName({ flag: words[index] ?? '' });
    const value = words[index + 1];
    options[name] = repeated.has(name) ? [...((options[name] ?? []) as readonly string[]), value] : value;
  }
  return options;
}

/** One value is constant, several are an axis: a list of one is not what flags give. */
function axis<Value>(value: fc.Arbitrary<Value>) {
  return fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 4 }));
}

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const dimensions = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 5 });

const documents = fc.record({
  version: fc.constant(1),
  name: optional(fc.string({ minLength: 1 })),
  seeds: optional(fc.array(fc.nat(), { minLength: 1 })),
  baselines: optional(fc.subarray(['pca', 'mean'])),
  extendable: optional(fc.boolean()),
  record: optional(
    fc.record({
      reconstructions: fc.oneof(
        fc.constantFrom('thinned', 'all'),
        fc.integer({ min: 1, max: 1_000 }).map((epochs) => ({ kind: 'every', epochs })),
      ),
    }),
  ),
  model: fc.record({
    dimensions: axis(dimensions),
    channels: optional(axis(fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 4 }))),
    hidden: optional(axis(fc.array(fc.integer({ min: 1, max: 64 }), { maxLength: 3 }))),
    codeSize: optional(axis(fc.integer({ min: 1, max: 64 }))),
    upsampling: optional(axis(fc.constantFrom('transposed', 'nearest'))),
    family: optional(axis(fc.constantFrom('dense', 'convolutional'))),
    tied: optional(axis(fc.boolean())),
    activation: optional(axis(fc.constantFrom('tanh', 'relu'))),
    noise: optional(axis(fc.oneof(fc.constant('none'), fc.record({ kind: fc.constant('gaussian'), level: number })))),
    weightDecay: optional(axis(number)),
    code: optional(axis(fc.oneof(fc.constantFrom('plain', 'variational'), fc.record({ kind: fc.constant('variational'), beta: number })))),
    likelihood: optional(axis(fc.constantFrom('squaredError', 'bernoulli', 'gaussian'))),
    normalisation: optional(axis(fc.constantFrom('none', 'batch', 'layer'))),
    dropout: optional(axis(number)),
    centre: optional(axis(fc.boolean())),
  }),
  training: fc.record({
    optimizer: optional(axis(fc.constantFrom('adam', 'sgd'))),
    learningRate: optional(axis(number)),
    clipNorm: optional(axis(number)),
    clipValue: optional(axis(number)),
    epochs: optional(axis(fc.nat())),
  }),
});

describe('the command line of a document', () => {
  it('parses back to the same document', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const words = commandWords(document);
        expect(words).not.toBeNull();
        expect(documentFromFlags(optionsOf(words ?? []))).toEqual(document);
      }),
    );
  });

  it.each([
    ['convolutional', undefined],
    [['convolutional', 'recurrent'], undefined],
    ['convolutional', [12, 4]],
  ])('needs no layers for a family other than dense: %j, %j', (family, dimensions) => {
    const document = { version: 1, model: { ...(dimensions && { dimensions }), family }, training: {} };
    const words = commandWords(document);
    expect(words).not.toBeNull();
    expect(documentFromFlags(optionsOf(words ?? []))).toEqual(document);
  });

  it.each([[undefined], ['dense'], ['dense,convolutional']])('requires the layers of dense networks: family %j', (family) => {
    expect(() => documentFromFlags({ lr: '0.1', family })).toThrow('--dims: missing');
  });

  it('is as short as if typed by hand', () => {
    const document = {
      version: 1,
      name: "Bob's first",
      model: {
        dimensions: [
          [784, 64],
          [784, 32],
        ],
        noise: ['none', { kind: 'gaussian', level: 0.2 }],
      },
      training: { optimizer: { kind: 'sgd' }, learningRate: [0.001, 0.0003] },
      seeds: [0, 1],
    };
    expect(shellText(commandWords(document) ?? [])).toBe(
      String.raw`--dims 784,64 --dims 784,32 --name 'Bob'\''s first' --seeds 0,1 --noise none,gaussian:0.2 --optimizer sgd --lr 0.001,0.0003`,
    );
  });

  it.each<[string, object]>([
    ['a range', { training: { learningRate: { min: 0.001, max: 0.1, steps: 3 } } }],
    ['a sampler', { sampler: { kind: 'random', runs: 8 } }],
    ['an optimizer of other hyperparameters', { training: { optimizer: { kind: 'adam', beta1: 0.5 } } }],
    ['a data set of several files', { dataset: { train: 'a.npy', test: 'b.npy' } }],
    ['a field that has no flag', { model: { dimensions: [784, 8], objective: 'squared-error' } }],
    ['an empty list', { training: { learningRate: [] } }],
    ['another version', { version: 2 }],
    ['no network', { model: {} }],
  ])('requires a file for %s', (_, change) => {
    expect(commandWords({ version: 1, model: { dimensions: [784, 8] }, ...change })).toBeNull();
  });
});

describe('the data set of a command line', () => {
  const given = (dataset: unknown) => ({ version: 1, dataset, model: { dimensions: [4, 2] } });

  it.each<[unknown, string]>([
    ['mnist', '--dataset mnist'],
    [{ name: 'mnist' }, '--dataset mnist'],
    [{ name: 'mnist', scale: 'unit', validation: 0 }, '--dataset mnist --scale unit --validation 0'],
    [{ train: 'a.npy', limit: 100, shape: [8, 8] }, '--dataset a.npy --limit 100 --shape 8,8'],
    [{ scale: 'none', train: 'a.npz#x' }, "--dataset 'a.npz#x' --scale none"],
  ])('writes %j as equivalent flags', (dataset, flags) => {
    const words = commandWords(given(dataset)) ?? [];
    expect(shellText(words.slice(2))).toBe(flags);
    const read = documentFromFlags(optionsOf(words)) as { dataset: unknown };
    expect(parseDatasetReference(read.dataset)).toEqual(parseDatasetReference(dataset));
  });

  it.each([[{ train: 'a.npy', test: 'b.npy' }], [{ train: 'a.bin' }], [{ name: 'a.npy' }], [{}], [7]])('needs a file for %j', (dataset) => {
    expect(commandWords(given(dataset))).toBeNull();
  });

  it.each<[object, object]>([
    [{ scale: 'unit' }, { name: 'mnist', scale: 'unit' }],
    [
      { dataset: 'a.npy', validation: '0', shape: '8,8' },
      { train: 'a.npy', validation: 0, shape: [8, 8] },
    ],
    // Refused with its field by the check of the spec.
    [
      { dataset: 'mnits', limit: 'ten' },
      { name: 'mnits', limit: 'ten' },
    ],
  ])('is %j', (options, dataset) => {
    expect(documentFromFlags({ dims: ['4,2'], ...options })).toMatchObject({ dataset });
  });
});
