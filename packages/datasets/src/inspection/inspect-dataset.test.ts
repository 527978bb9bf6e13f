import { createHash } from 'node:crypto';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { loadDataset } from '../load-dataset.ts';
import { sourcesOf, stampOfFiles } from '../sources.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { counting, npyBytes, npzBytes } from '../testing/write-arrays.ts';
import { uploadReference } from '../upload-reference.ts';
import { absoluteReference, completePath, inspectDataset, listParts } from './index.ts';

const images = npyBytes('|u1', [40, 2, 2], counting(160));
const noUploads = () => null;

describe('an inspected data set', () => {
  it('equals the loaded data set without its arrays', async () => {
    const folder = await temporaryFolder({ 'a.npz': npzBytes({ x_train: images, y_train: npyBytes('|u1', [40], counting(40)) }) });
    const reference = { train: join(folder, 'a.npz'), scale: 'unit' } as const;
    const dataset = await loadDataset(reference);
    const { contentHash, kind, sampleShape, labels, options } = dataset;
    expect(await inspectDataset(reference, noUploads)).toMatchObject({
      ...{ title: 'a.npz', contentHash, kind, sampleShape, labels, options, type: 'numbers', labelCount: dataset.train.count },
      train: { size: 4, count: dataset.train.count },
      ...{ validationCount: dataset.validation.count, testCount: dataset.test.count },
      samples: Array.from({ length: 10 }, (_, row) => [...dataset.train.values.subarray(4 * row, 4 * row + 4)]),
      sampleLabels: Array.from(dataset.trainLabels?.subarray(0, 10) ?? [], String),
    });
  });

  it('has the labels of its samples as words where the file has words', async () => {
    const rows = Array.from({ length: 30 }, (_, row) => `${row},${row + 1},${row % 2 === 0 ? 'кот' : 'Hündin'}`);
    const folder = await temporaryFolder({ 'a.csv': Buffer.from(['x,y,kind', ...rows].join('\n')) });
    const train = join(folder, 'a.csv');
    const inspected = await inspectDataset({ train, trainLabels: `${train}#kind` }, noUploads);
    expect(inspected.sampleLabels?.slice(0, 3)).toEqual(rows.slice(2, 5).map((row) => row.split(',').at(-1)));
  });

  it('omits samples that are too large to draw', async () => {
    const folder = await temporaryFolder({ 'wide.npy': npyBytes('|u1', [3, 20_000], new Uint8Array(60_000)) });
    expect((await inspectDataset({ train: join(folder, 'wide.npy') }, noUploads)).samples).toEqual([]);
  });

  it('refuses a damaged file with the sentence of the command line, and a file beyond the limit without reading it', async () => {
    const folder = await temporaryFolder({ 'a.npy': images.subarray(0, 100) });
    const train = join(folder, 'a.npy');
    const refusal = await loadDataset({ train }).catch((error: unknown) => error);
    await expect(inspectDataset({ train }, noUploads)).rejects.toMatchObject({
      name: 'DatasetError',
      code: 'FILE_DAMAGED',
      message: (refusal as Error).message,
    });
    await truncate(train, 2 ** 31);
    await expect(inspectDataset({ train }, noUploads)).rejects.toThrow(
      /a\.npy holds 2147483648 bytes; at most 2147483647 bytes are allowed/,
    );
  });

  it('has a different stamp after a file has changed', async () => {
    const folder = await temporaryFolder({ 'a.npy': images });
    const sources = sourcesOf({ train: join(folder, 'a.npy') });
    const before = await stampOfFiles(sources);
    expect(await stampOfFiles(sources)).toBe(before);
    await writeFile(sources.train.path, images.subarray(0, 100));
    expect(await stampOfFiles(sources)).not.toBe(before);
  });
});

describe('an uploaded file', () => {
  const sha256 = createHash('sha256').update(images).digest('hex');
  const train = uploadReference(sha256, 'мои данные.npy');

  it('holds the same data set as the file at its path, from any folder', async () => {
    const folder = await temporaryFolder({ [sha256]: images, 'a.npy': images });
    const locateUpload = (id: string) => (sha256.startsWith(id) ? join(folder, sha256) : null);
    const { title, ...inspected } = await inspectDataset(absoluteReference({ train }), locateUpload);
    expect(title).toBe('мои данные.npy');
    const { title: _, ...atPath } = await inspectDataset({ train: join(folder, 'a.npy') }, noUploads);
    expect(inspected).toEqual(atPath);
    expect((await loadDataset({ train }, { baseFolder: '/tmp', locateUpload })).contentHash).toBe(atPath.contentHash);
  });

  it('that the home does not hold is refused with a remedy', async () => {
    await expect(inspectDataset({ train }, noUploads)).rejects.toThrow(
      `dataset.train: ${train} is not in this home. Upload the file in the form of a new sweep, or give its path.`,
    );
  });

  it('is called by its name alone in lines of Python', async () => {
    const table = Buffer.from('1,2\n3,\n5,6\n');
    const folder = await temporaryFolder({ table });
    const locateUpload = () => join(folder, 'table');
    const csv = uploadReference(createHash('sha256').update(table).digest('hex'), 'table.csv');
    await expect(inspectDataset({ train: csv }, locateUpload)).rejects.toThrow(
      /a = pd\.read_csv\("table\.csv", header=None.*\.dropna\(\)\.to_csv\("table\.csv", index=False, header=False\)\. Then upload it again$/,
    );
  });
});

it('refuses relative paths, and makes paths that start with ~/ absolute', () => {
  vi.stubEnv('HOME', '/home/ada');
  expect(absoluteReference({ train: '~/a.npy', test: '/b/../c.npy' })).toEqual({ train: '/home/ada/a.npy', test: '/c.npy' });
  expect(absoluteReference('mnist')).toBe('mnist');
  for (const train of ['a.npy', './a.npy', '../a.npy'])
    expect(() => absoluteReference({ train })).toThrow(/Give a path that starts with \/ or ~\/, or upload the file\.$/);
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

it('lists the arrays of a file and the columns of a table, also of an uploaded or gzipped one, and nothing of other files', async () => {
  const table = Buffer.from(['x,y,вид', ...Array.from({ length: 60_000 }, (_, row) => `${row},${row},кот`)].join('\n'));
  const folder = await temporaryFolder({
    ...{ 'a.npz': npzBytes({ images, targets: images }), 'b.csv': table, 'c.csv.gz': gzipSync(table), 'd.txt': Buffer.from('1 2\n3 4\n') },
    ...{
      'e.npy': images,
      'broken.npz': Buffer.from('PK\x03\x04broken'),
      'broken.csv.gz': Buffer.from('not gzip'),
      'bytes.csv': Buffer.of(0, 255),
    },
  });
  const list = (name: string) => listParts(join(folder, name), noUploads);
  expect(await list('a.npz#targets')).toEqual(['images', 'targets']);
  for (const name of ['b.csv', 'b.csv#вид', 'c.csv.gz']) expect(await list(name)).toEqual(['x', 'y', 'вид']);
  expect(await list('d.txt')).toEqual(['1', '2']);
  for (const name of ['e.npy', 'broken.npz', 'broken.csv.gz', 'bytes.csv', 'none.npz', 'none.csv', 'none.csv.gz'])
    expect(await list(name)).toEqual([]);
  const uploaded = uploadReference('0'.repeat(64), 'b.csv');
  expect(await listParts(uploaded, () => join(folder, 'b.csv'))).toEqual(['x', 'y', 'вид']);
  expect(await listParts(uploaded, noUploads)).toEqual([]);
});
