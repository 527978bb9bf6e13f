import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { loadDataset } from './load-dataset.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { counting, npyBytes, npzBytes } from './testing/write-arrays.ts';

const samples = npyBytes('|u1', [10, 4], counting(40));
const labels = npyBytes('|u1', [10], counting(10));

describe('a loaded data set', () => {
  it('has the labels in its files, whether the reference names them or not', async () => {
    const folder = await temporaryFolder({
      'alone.npz': npzBytes({ x_train: samples, y_train: labels }),
      'both.npz': npzBytes({ x_train: samples, y_train: labels, x_test: samples, y_test: labels }),
      'bare.npz': npzBytes({ x_train: samples, x_test: samples }),
      'samples.npy': samples,
      'labels.npy': labels,
    });
    const labelsOf = async (files: { train: string; trainLabels?: string }) => (await loadDataset(files, { baseFolder: folder })).labels;
    expect(await labelsOf({ train: 'alone.npz' })).toEqual(['trainLabels']);
    expect(await labelsOf({ train: 'alone.npz#x_train', trainLabels: 'alone.npz#y_train' })).toEqual(['trainLabels']);
    expect(await labelsOf({ train: 'both.npz' })).toEqual(['trainLabels', 'testLabels']);
    expect(await labelsOf({ train: 'bare.npz' })).toEqual([]);
    expect(await labelsOf({ train: 'samples.npy' })).toEqual([]);
    expect(await labelsOf({ train: 'samples.npy', trainLabels: 'labels.npy' })).toEqual(['trainLabels']);
    expect((await loadDataset('mnist')).labels).toEqual(['trainLabels', 'testLabels']);
  });

  it('is read from the home directory if its path begins with ~/', async () => {
    const folder = await temporaryFolder({ 'samples.npy': samples, '~.npy': samples });
    vi.stubEnv('HOME', folder);
    expect((await loadDataset({ train: '~/samples.npy' }, { baseFolder: '/' })).train.count).toBe(8);
    expect((await loadDataset({ train: '~.npy' }, { baseFolder: folder })).train.count).toBe(8);
    await expect(loadDataset({ train: '~/none.npy' })).rejects.toThrow(`dataset.train: ${join(folder, 'none.npy')} does not exist.`);
    vi.unstubAllEnvs();
  });
});
