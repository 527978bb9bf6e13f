import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDataset } from './load-dataset.ts';
import { readTestSamples } from './test-samples.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { bytesOf, npyBytes } from './testing/write-arrays.ts';

describe('the test samples of a data set', () => {
  it('are the samples that runs are tested on, with the mean and the labels', async () => {
    const mnist = await loadDataset('mnist');
    const { contentHash, probeSetHash, labels, ...samples } = await readTestSamples('mnist', () => null);
    expect(Buffer.from(samples.values).equals(Buffer.from(mnist.test.values))).toBe(true);
    expect(samples).toMatchObject({ count: 10_000, size: 784, divisor: 255, mean: mnist.mean });
    expect(labels).toEqual(mnist.testLabels);
    expect(contentHash).toBe(mnist.contentHash);
    expect(probeSetHash).toBe(mnist.probeSet.hash);
  });

  it('do not keep the training samples of the same file in memory', async () => {
    const values = Float32Array.from({ length: 60 }, (_, index) => index);
    const folder = await temporaryFolder({ 'all.npy': npyBytes('<f4', [20, 3], bytesOf(values)) });
    const samples = await readTestSamples({ train: join(folder, 'all.npy') }, () => null);
    // The last tenth of twenty samples of three values.
    expect([...samples.values]).toEqual([54, 55, 56, 57, 58, 59]);
    expect(samples.values.buffer.byteLength).toBe(6 * Float32Array.BYTES_PER_ELEMENT);
    expect(samples.labels).toBeNull();
  });
});
