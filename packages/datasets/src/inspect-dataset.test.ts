import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { absoluteReference, completePath, inspectDataset, stampOfFiles } from './inspect-dataset.ts';
import { loadDataset } from './load-dataset.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { counting, npyBytes, npzBytes } from './testing/write-arrays.ts';

const images = npyBytes('|u1', [40, 2, 2], counting(160));

describe('an inspected data set', () => {
  it('equals the loaded data set without its arrays', async () => {
    const folder = await temporaryFolder({ 'a.npz': npzBytes({ x_train: images, y_train: npyBytes('|u1', [40], counting(40)) }) });
    const reference = { train: join(folder, 'a.npz'), scale: 'unit' } as const;
    const dataset = await loadDataset(reference);
    const { contentHash, kind, sampleShape, labels, options } = dataset;
    expect(await inspectDataset(reference)).toMatchObject({
      ...{ title: 'a.npz', contentHash, kind, sampleShape, labels, options, type: 'numbers', labelCount: dataset.train.count },
      train: { size: 4, count: dataset.train.count },
      ...{ validationCount: dataset.validation.count, testCount: dataset.test.count },
      samples: Array.from({ length: 10 }, (_, row) => [...dataset.train.values.subarray(4 * row, 4 * row + 4)]),
    });
  });

  it('omits samples that are too large to draw, and does not read files that are too large', async () => {
    const folder = await temporaryFolder({ 'wide.npy': npyBytes('|u1', [3, 20_000], new Uint8Array(60_000)), 'a.npy': images });
    expect((await inspectDataset({ train: join(folder, 'wide.npy') })).samples).toEqual([]);
    await truncate(join(folder, 'a.npy'), 600e6);
    await expect(inspectDataset({ train: join(folder, 'a.npy') })).rejects.toThrow(
      /a\.npy holds 600000000 bytes; the dashboard reads at most 536870912\. Start the first sweep on it with \.\/hourglass sweep FILE/,
    );
  });

  it('has a different stamp after a file has changed', async () => {
    const folder = await temporaryFolder({ 'a.npy': images });
    const reference = { train: join(folder, 'a.npy') };
    const before = await stampOfFiles(reference);
    expect(await stampOfFiles(reference)).toBe(before);
    await writeFile(reference.train, images.subarray(0, 100));
    expect(await stampOfFiles(reference)).not.toBe(before);
  });
});

it('refuses relative paths, and makes paths that start with ~/ absolute', () => {
  vi.stubEnv('HOME', '/home/ada');
  expect(absoluteReference({ train: '~/a.npy', test: '/b/../c.npy' })).toEqual({ train: '/home/ada/a.npy', test: '/c.npy' });
  expect(absoluteReference('mnist')).toBe('mnist');
  for (const train of ['a.npy', './a.npy', '../a.npy'])
    expect(() => absoluteReference({ train })).toThrow(/Give a path that starts with \/ or ~\/\.$/);
  vi.unstubAllEnvs();
});

it('completes a path to folders and data files', async () => {
  const folder = await temporaryFolder({ 'a.npy': images, 'ab.txt': images, 'photo.jpg': images, '.hidden.npy': images });
  expect(await completePath(`${folder}/a`)).toEqual([`${folder}/a.npy`, `${folder}/ab.txt`]);
  expect(await completePath(`${folder}/`)).toEqual([`${folder}/a.npy`, `${folder}/ab.txt`]);
  expect(await completePath(`${folder}/.h`)).toEqual([`${folder}/.hidden.npy`]);
  expect(await completePath(folder.slice(0, -1))).toContain(`${folder}/`);
  expect(await completePath('/no/such/folder')).toEqual([]);
  expect(await completePath('a')).toEqual([]);
  vi.stubEnv('HOME', folder);
  expect(await completePath('~/a.')).toEqual(['~/a.npy']);
  vi.unstubAllEnvs();
});
