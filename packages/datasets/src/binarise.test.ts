import { at } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import type { Dataset, Samples } from './dataset.ts';
import { loadDataset } from './load-dataset.ts';
import { parseDatasetReference } from './parse-reference.ts';
import { readTestSamples } from './test-samples.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { bytesOf, counting, npyBytes } from './testing/write-arrays.ts';

/** 100 samples of 64 values between 0 and 1. */
const probabilities = Float32Array.from({ length: 6_400 }, (_, index) => (index % 64) / 63);
const floats = npyBytes('<f4', [100, 8, 8], bytesOf(probabilities));
/** 20 samples of one value that grows, so that held-out samples lie beyond the range of the training samples. */
const growing = npyBytes('<f4', [20, 1], bytesOf(Float32Array.from({ length: 20 }, (_, row) => row)));
/** 20 samples of 12 bytes. */
const bytes = npyBytes('|u1', [20, 3, 4], counting(240));

async function load(files: Readonly<Record<string, Uint8Array>>, options: object): Promise<Dataset> {
  const folder = await temporaryFolder(files);
  const parsed = parseDatasetReference({ train: `${folder}/a.npy`, ...('b.npy' in files ? { test: `${folder}/b.npy` } : {}), ...options });
  if ('problem' in parsed) throw new Error(parsed.problem);
  return loadDataset(parsed.reference);
}

/** As a network sees them, with the mean added. */
const valuesOf = ({ values, divisor }: Samples) => Array.from(values, (value) => value / divisor);

describe('a binarised data set', () => {
  it('has each value drawn as 1 with the value as its probability, and the mean of what was drawn', async () => {
    const { train, test, validation, mean } = await load({ 'a.npy': floats }, { binarise: 'static' });
    for (const part of [train, test, validation]) expect(new Set(valuesOf(part))).toEqual(new Set([0, 1]));
    const drawn = valuesOf(train);
    // Of each value 81 draws: five standard deviations are 0.28 at most.
    for (let column = 0; column < 64; column++) {
      const ones = drawn.filter((_, index) => index % 64 === column).reduce((sum, value) => sum + value, 0);
      expect(Math.abs(ones / train.count - column / 63)).toBeLessThan(0.28);
      expect(at(mean, column)).toBeCloseTo(ones / train.count, 6);
    }
    // 5,184 draws with the mean probability ½.
    expect(drawn.reduce((sum, value) => sum + value, 0) / drawn.length).toBeCloseTo(0.5, 1);
    // Impossible and certain values.
    expect(drawn.filter((value, index) => index % 64 === 0 && value !== 0)).toEqual([]);
    expect(drawn.filter((value, index) => index % 64 === 63 && value !== 1)).toEqual([]);
  });

  it('is drawn alike for ever, however the file is split', async () => {
    const [usual, none, few] = await Promise.all(
      [{}, { validation: 0 }, { validation: 5, limit: 20 }].map((split) => load({ 'a.npy': floats }, { binarise: 'static', ...split })),
    );
    const fromRow = (dataset: Dataset | undefined, first: number, row: number) =>
      valuesOf(dataset?.train ?? expect.fail('the data set is loaded')).slice((row - first) * 64, (row - first + 1) * 64);
    expect(fromRow(usual, 9, 12)).toEqual(fromRow(none, 0, 12));
    expect(fromRow(few, 5, 12)).toEqual(fromRow(none, 0, 12));
    // Never change these: the runs of a spec would be others.
    expect(fromRow(none, 0, 0).join('')).toBe('0000000000000000000110111000100110111001111110111111111100111111');
    expect(fromRow(none, 0, 0)).not.toEqual(fromRow(none, 0, 1));
  });

  it('draws a test file of its own with other numbers than the training file', async () => {
    const { train, test } = await load({ 'a.npy': floats, 'b.npy': floats }, { binarise: 'static', validation: 0 });
    expect(valuesOf(test)).not.toEqual(valuesOf(train));
  });

  it('keeps bytes and their unit', async () => {
    const { train, divisor } = await load({ 'a.npy': bytes }, { binarise: 'static' });
    expect([divisor, train.values instanceof Uint8Array, new Set(train.values)]).toEqual([255, true, new Set([0, 255])]);
  });

  it('has the samples of the static draw beside the probabilities that training steps draw from', async () => {
    const [fixed, dynamic, plain] = await Promise.all(
      ['static', 'dynamic', 'none'].map((binarise) => load({ 'a.npy': floats }, { binarise })),
    );
    expect(fixed?.trainProbabilities).toBeNull();
    expect(valuesOf(dynamic?.trainProbabilities ?? expect.fail('there are probabilities'))).toEqual(
      valuesOf(plain?.train ?? expect.fail('the data set is loaded')),
    );
    expect(new Set(dynamic?.trainProbabilities?.mean)).toEqual(new Set([0]));
    expect([dynamic?.train, dynamic?.test].map((part) => part?.values)).toEqual([fixed?.train.values, fixed?.test.values]);
    // Runs with either draw reconstruct the same samples.
    expect(dynamic?.probeSet.hash).toBe(fixed?.probeSet.hash);
    expect(plain?.probeSet.hash).not.toBe(fixed?.probeSet.hash);
    expect(plain?.contentHash).toBe(fixed?.contentHash);
  });

  it('is what pages show of its test samples', async () => {
    const folder = await temporaryFolder({ 'a.npy': floats });
    const { test } = await load({ 'a.npy': floats }, { binarise: 'static' });
    const shown = await readTestSamples({ train: `${folder}/a.npy`, binarise: 'static' }, () => null);
    expect(shown.values).toEqual(test.values);
  });

  it.each([
    [{ scale: 'none' }, bytes, 'a training sample has 12. Set `scale: unit` in `dataset` (--scale unit), or set `binarise: none`.'],
    [{ scale: 'standard' }, floats, 'a training sample has -'],
    [{ scale: 'unit' }, growing, 'a validation sample has -0.'],
  ])('is refused where values are no probabilities: %j', async (options, file, received) => {
    await expect(load({ 'a.npy': file }, { binarise: 'dynamic', ...options })).rejects.toThrow(
      `dataset.binarise: received "dynamic", which draws each value as a probability from 0 to 1, but ${received}`,
    );
  });
});
