import { describe, expect, it } from 'vitest';
import { datasetReferenceSchema, parseDatasetReference } from './parse-reference.ts';

describe('parseDatasetReference', () => {
  it.each([
    ['mnist', 'mnist'],
    ['fashion-mnist', 'fashion-mnist'],
    ['digits.npy', { train: 'digits.npy' }],
    ['data/digits.npy.gz', { train: 'data/digits.npy.gz' }],
    ['/data/train-images-idx3-ubyte', { train: '/data/train-images-idx3-ubyte' }],
    ['train-images.idx3-ubyte.gz', { train: 'train-images.idx3-ubyte.gz' }],
    ['faces.idx', { train: 'faces.idx' }],
    [{ train: 'anything.bin' }, { train: 'anything.bin' }],
    [{ name: 'mnist' }, 'mnist'],
    [{ name: 'mnist', scale: 'auto', validation: 5_000, limit: 55_000, shape: [28, 28] }, 'mnist'],
    [
      { name: 'mnist', scale: 'unit', validation: 0, limit: 60_000, shape: [784] },
      { name: 'mnist', scale: 'unit', validation: 0, shape: [784] },
    ],
    [
      { name: 'mnist', limit: 100 },
      { name: 'mnist', limit: 100 },
    ],
    [{ train: 'a.npy', scale: 'auto' }, { train: 'a.npy' }],
    [
      { train: 'a.npy', scale: 'standard', validation: 0, limit: 10, shape: [8, 8] },
      { train: 'a.npy', scale: 'standard', validation: 0, limit: 10, shape: [8, 8] },
    ],
    [
      { train: 'a', trainLabels: 'b', test: 'c', testLabels: 'd' },
      { train: 'a', trainLabels: 'b', test: 'c', testLabels: 'd' },
    ],
    [{ train: 'a.npy', binarise: 'none' }, { train: 'a.npy' }],
    [{ name: 'mnist', binarise: 'none' }, 'mnist'],
    [
      { train: 'a.npy', binarise: 'static' },
      { train: 'a.npy', binarise: 'static' },
    ],
  ])('accepts %j', (value, reference) => {
    expect(parseDatasetReference(value)).toEqual({ reference });
  });

  const names =
    'allowed are mnist, fashion-mnist, digits, emoji, animals, or the path of a .npy, .npz, IDX or CSV file, or of a folder (ending in /) or .zip of pictures.';
  it.each([
    ['mnits', `dataset: received "mnits"; ${names}`],
    ['', `dataset: received ""; ${names}`],
    ['constructor', `dataset: received "constructor"; ${names}`],
    ['digits.jpg', `dataset: received "digits.jpg"; ${names}`],
    [undefined, `dataset: received nothing; ${names}`],
    [null, `dataset: received null; ${names}`],
    [7, `dataset: received 7; ${names}`],
    [['mnist'], `dataset: received ["mnist"]; ${names}`],
    ['x'.repeat(100), `dataset: received "${'x'.repeat(58)}…; ${names}`],
    [{}, 'dataset.train: received nothing; the path of a .npy, .npz, IDX or CSV file, or of a folder or .zip of pictures, is allowed.'],
    [{ train: 3 }, 'dataset.train: received 3; the path of a .npy, .npz, IDX or CSV file, or of a folder or .zip of pictures, is allowed.'],
    [
      { train: '' },
      'dataset.train: received ""; the path of a .npy, .npz, IDX or CSV file, or of a folder or .zip of pictures, is allowed.',
    ],
    [
      { train: 'a\0.npy' },
      'dataset.train: received "a\\u0000.npy"; the path of a .npy, .npz, IDX or CSV file, or of a folder or .zip of pictures, is allowed.',
    ],
    [
      { train: 'a.npy', valid: 'b.npy' },
      'dataset.valid: this field does not exist; allowed are train, trainLabels, test, testLabels, scale, validation, limit, shape, binarise, kind, as, size, fit, colour, skipDamaged.',
    ],
    [
      { name: 'mnist', train: 'b.npy' },
      'dataset.train: this field does not exist; allowed are name, scale, validation, limit, shape, binarise, kind, as, size, fit, colour, skipDamaged.',
    ],
    [{ name: 'mnist', size: 8 }, 'dataset.size: received 8, which is an option of pictures in a folder; mnist has none. Leave it out.'],
    [
      { train: 'photos', fit: 'pad' },
      'dataset.fit: received "pad" without dataset.size, to which pictures are fitted; give both or neither.',
    ],
    [{ train: 'photos', size: 0 }, 'dataset.size: received 0; a whole number of pixels from 1 to 1024 is allowed.'],
    [{ train: 'photos', colour: 'red' }, 'dataset.colour: received "red"; allowed are keep, gray.'],
    [{ name: 'mnits' }, 'dataset.name: received "mnits"; allowed are mnist, fashion-mnist, digits, emoji, animals.'],
    [{ train: 'a.npy', validation: 'b.npy' }, 'dataset.validation: received "b.npy"; a whole number of samples from 0 is allowed.'],
    [{ name: 'mnist', scale: 'none of it' }, 'dataset.scale: received "none of it"; allowed are auto, none, unit, standard.'],
    [{ name: 'mnist', binarise: 'maybe' }, 'dataset.binarise: received "maybe"; allowed are none, static, dynamic.'],
    [{ train: 'a.npy', binarise: 3 }, 'dataset.binarise: received 3; allowed are none, static, dynamic.'],
    [{ name: 'mnist', limit: 0 }, 'dataset.limit: received 0; a whole number of samples from 1 is allowed.'],
    [{ name: 'mnist', limit: 55_001 }, 'dataset.limit: received 55001; MNIST has 55000 samples for training, so at most 55000 is allowed.'],
    [
      { name: 'mnist', validation: 60_000 },
      'dataset.validation: received 60000; MNIST has 60000 samples for training and validation, so at most 59999 is allowed.',
    ],
    [
      { name: 'mnist', shape: [8, 8] },
      'dataset.shape: received [8, 8], which is 64 values; its product must be 784, the number of values in a sample of MNIST.',
    ],
    [
      { train: 'a.npy', shape: '8x8' },
      'dataset.shape: received "8x8"; one to three whole numbers from 1 are allowed, for example [28, 28].',
    ],
    [{ train: 'a.npy', testLabels: 'b.npy' }, 'dataset.testLabels: received "b.npy" without dataset.test; give both or neither.'],
  ])('refuses %j', (value, problem) => {
    expect(parseDatasetReference(value)).toEqual({ problem });
  });

  it('reports the same problems through the schema', () => {
    expect(datasetReferenceSchema.parse('digits.npy')).toEqual({ train: 'digits.npy' });
    expect(datasetReferenceSchema.safeParse('mnits').error?.issues.map(({ message }) => message)).toEqual([
      `dataset: received "mnits"; ${names}`,
    ]);
  });
});
