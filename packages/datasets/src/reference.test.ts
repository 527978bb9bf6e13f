import { describe, expect, it } from 'vitest';
import { datasetReferenceSchema, parseDatasetReference } from './reference.ts';

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
    [
      { train: 'a', trainLabels: 'b', test: 'c', testLabels: 'd' },
      { train: 'a', trainLabels: 'b', test: 'c', testLabels: 'd' },
    ],
  ])('takes %j', (value, reference) => {
    expect(parseDatasetReference(value)).toEqual({ reference });
  });

  const names = 'allowed are mnist, fashion-mnist, or the path of a .npy, .npz, IDX or CSV file.';
  it.each([
    ['mnits', `dataset: received "mnits"; ${names}`],
    ['', `dataset: received ""; ${names}`],
    ['constructor', `dataset: received "constructor"; ${names}`],
    ['digits.jpg', `dataset: received "digits.jpg"; ${names}`],
    [undefined, `dataset: received nothing; ${names}`],
    [null, `dataset: received null; ${names}`],
    [7, `dataset: received 7; ${names}`],
    [['mnist'], `dataset: received ["mnist"]; ${names}`],
    ['x'.repeat(100), `dataset: received "${'x'.repeat(56)}…; ${names}`],
    [{}, 'dataset.train: received nothing; the path of a .npy, .npz, IDX or CSV file is allowed.'],
    [{ train: 3 }, 'dataset.train: received 3; the path of a .npy, .npz, IDX or CSV file is allowed.'],
    [{ train: '' }, 'dataset.train: received ""; the path of a .npy, .npz, IDX or CSV file is allowed.'],
    [{ train: 'a\0.npy' }, 'dataset.train: received "a\\u0000.npy"; the path of a .npy, .npz, IDX or CSV file is allowed.'],
    [
      { train: 'a.npy', validation: 'b.npy' },
      'dataset.validation: this field does not exist; allowed are train, trainLabels, test, testLabels.',
    ],
    [{ train: 'a.npy', testLabels: 'b.npy' }, 'dataset.testLabels: received "b.npy" without dataset.test; give both or neither.'],
  ])('refuses %j', (value, problem) => {
    expect(parseDatasetReference(value)).toEqual({ problem });
  });

  it('says the same through the schema', () => {
    expect(datasetReferenceSchema.parse('digits.npy')).toEqual({ train: 'digits.npy' });
    expect(datasetReferenceSchema.safeParse('mnits').error?.issues.map(({ message }) => message)).toEqual([
      `dataset: received "mnits"; ${names}`,
    ]);
  });
});
