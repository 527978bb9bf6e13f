import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDataset } from '@hourglass/datasets';

/** Heartbeats, leases and checkpoints at intervals so short that a short training has many of each. */
export const shortIntervals = { HOURGLASS_HEARTBEAT: '100', HOURGLASS_LEASE: '1500', HOURGLASS_CHECKPOINT: '50' } as const;

/** Duration of a lease in milliseconds. */
export const leaseMilliseconds = Number(shortIntervals.HOURGLASS_LEASE);

/** Two networks with two seeds each, and PCA of both code sizes. */
export const runsAndBaselines = 6;

const samples = 1_000;

export interface SmallSweep {
  readonly epochs: number;
  readonly seeds: number;
  readonly baselines: readonly string[];
}

/** Writes the spec and data of a sweep with four short runs on real digits. Its noise makes the result depend on the random state at resume. */
export async function writeSmallSweep(
  folder: string,
  { epochs = 20, seeds = 2, baselines = ['pca'] }: Partial<SmallSweep> = {},
): Promise<string> {
  const { test } = await loadDataset('mnist');
  const digits = test.values.subarray(0, samples * test.size);
  if (!(digits instanceof Uint8Array)) throw new TypeError('MNIST should be bytes.');
  // IDX: unsigned bytes, three dimensions.
  const header = Buffer.from([0, 0, 8, 3, ...[samples, 28, 28].flatMap((size) => [0, 0, size >> 8, size & 255])]);
  await writeFile(join(folder, 'digits.idx3-ubyte'), Buffer.concat([header, digits]));
  const spec = join(folder, 'small.yaml');
  await writeFile(
    spec,
    `version: 1
name: Small
dataset: digits.idx3-ubyte
model: { dimensions: [[784, 16, 4], [784, 8]], noise: { kind: gaussian } }
training: { batchSize: 20, epochs: ${epochs}, learningRate: 0.003 }
seeds: [${Array.from({ length: seeds }, (_, seed) => seed).join(', ')}]
baselines: [${baselines.join(', ')}]
`,
  );
  return spec;
}
