import { describe, expect, it } from 'vitest';
import { datasetName, describeDataset, knownDatasetNames } from './catalog.ts';

describe('describeDataset', () => {
  it.each(knownDatasetNames)('knows the shape of %s', (name) => {
    const description = describeDataset(name);
    expect(description?.id).toBe(name);
    expect(description?.sampleShape.reduce((product, size) => product * size)).toBe(description?.sampleSize);
  });

  it('returns null for files', () => {
    expect(describeDataset({ train: 'digits.npy' })).toBeNull();
  });
});

describe('datasetName', () => {
  it.each([
    ['mnist', 'mnist'],
    [{ train: '/data/digits.npy' }, 'digits.npy'],
    [{ train: 'C:\\data\\digits.npy' }, 'digits.npy'],
    [{ train: 'digits.npy' }, 'digits.npy'],
  ] as const)('of %j is %s', (reference, name) => {
    expect(datasetName(reference)).toBe(name);
  });
});
