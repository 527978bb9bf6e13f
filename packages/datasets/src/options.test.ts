import { createHash } from 'node:crypto';
import { at } from '@hourglass/presentation/at';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset, Samples } from './dataset.ts';
import { loadDataset } from './load-dataset.ts';
import type { DatasetOption, DatasetOptions, PictureOptions } from './options.ts';
import { parseDatasetReference } from './parse-reference.ts';
import { fitScaling, scaled } from './scaling.ts';
import { readTestSamples } from './test-samples.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { bytesOf, counting, npyBytes } from './testing/write-arrays.ts';
import { valueFactsOf } from './value-facts.ts';

const floats = (shape: readonly number[], values: readonly number[]) => npyBytes('<f4', shape, bytesOf(Float32Array.from(values)));
/** 20 samples of 4: without options 1 for validation, 17 for training, 2 for the test. */
const bytes = npyBytes('|u1', [20, 4], counting(80));

async function load(files: Readonly<Record<string, Uint8Array>>, options: object, train = 'a.npy'): Promise<Dataset> {
  const folder = await temporaryFolder(files);
  const parsed = parseDatasetReference({ train: `${folder}/${train}`, ...options });
  if ('problem' in parsed) throw new Error(parsed.problem);
  return loadDataset(parsed.reference);
}

const countsOf = ({ validation, train, test }: Dataset) => [validation.count, train.count, test.count];
const rowsOf = ({ values, size, divisor }: Samples) =>
  Array.from({ length: values.length / size }, (_, row) =>
    Array.from(values.subarray(row * size, (row + 1) * size), (value) => value / divisor),
  );
const columnOf = (samples: Samples, column: number) => rowsOf(samples).map((row) => row[column] ?? Number.NaN);

describe('series', () => {
  /** 20 series of 3 steps with 2 channels; the second channel is a hundred times as large. */
  const two = floats(
    [20, 3, 2],
    [...counting(120)].map((value) => (value % 2 === 0 ? value : 100 * value)),
  );

  it('of a file are scaled channel by channel with the training samples, and keep their unit', async () => {
    const dataset = await load({ 'a.npy': two }, { kind: 'series' });
    expect(dataset).toMatchObject({ kind: 'series', sampleShape: [3, 2], divisor: 1, options: { kind: 'series' } });
    expect(dataset.scaling?.kind).toBe('standard');
    expect(dataset.scaling?.factor).toHaveLength(2);
    for (const channel of [0, 1]) {
      const values = [0, 1, 2].flatMap((step) => columnOf(dataset.train, 2 * step + channel));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean).toBeCloseTo(0, 6);
      expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length).toBeCloseTo(1, 5);
    }
  });

  it('of one channel may have no axis for it', async () => {
    const dataset = await load({ 'a.npy': floats([20, 4], [...counting(80)]) }, { kind: 'series', scale: 'none' });
    expect(dataset).toMatchObject({ kind: 'series', sampleShape: [4, 1], scaling: null });
    expect(rowsOf(dataset.test)).toEqual([
      [72, 73, 74, 75],
      [76, 77, 78, 79],
    ]);
  });

  it('are rows of images in the scale of images', async () => {
    const images = npyBytes('|u1', [20, 2, 3], counting(120));
    const [image, series] = [await load({ 'a.npy': images }, {}), await load({ 'a.npy': images }, { as: 'series' })];
    expect(series).toMatchObject({ kind: 'series', sampleShape: [2, 3], divisor: 255, scaling: null });
    expect(rowsOf(series.train)).toEqual(rowsOf(image.train));
    expect(series.contentHash).toBe(image.contentHash);
    expect(series.probeSet.hash).not.toBe(image.probeSet.hash);
  });

  it.each([
    [[20, 2, 3, 3], { kind: 'series' }, 'dataset.shape: received [2, 3, 3] with `kind: series`; allowed are [time] and [time, channels]'],
    [
      [20, 18],
      { as: 'series' },
      'dataset.as: received "series", which reads the rows of images as steps; give `kind: series` for the vector samples',
    ],
    [[20, 3, 6], { as: 'series', kind: 'series' }, 'dataset.as: received "series" with `kind: series`'],
    [[20, 18], { kind: 'series', shape: [4, 4] }, 'dataset.shape: received [4, 4], which is 16 values; its product must be 18'],
  ])('of shape %j with %j are refused', async (shape, options, sentence) => {
    const size = shape.reduce((product, length) => product * length, 1);
    await expect(load({ 'a.npy': floats(shape, [...counting(size)]) }, options)).rejects.toThrow(sentence);
  });

  it('of a known set are read with `as`', () => {
    expect(parseDatasetReference({ name: 'mnist', as: 'series' })).toEqual({ reference: { name: 'mnist', as: 'series' } });
    expect(parseDatasetReference({ name: 'mnist', kind: 'series' })).toEqual({
      problem: 'dataset.kind: received "series" for MNIST, whose samples are of kind image; give `as` instead.',
    });
  });
});

describe('the split of a data set', () => {
  it.each<[object, readonly number[], number]>([
    [{}, [1, 17, 2], 4],
    [{ validation: 0 }, [0, 18, 2], 0],
    [{ validation: 5 }, [5, 13, 2], 20],
    [{ limit: 3 }, [1, 3, 2], 4],
    [{ validation: 0, limit: 3 }, [0, 3, 2], 0],
  ])('with %j', async (options, counts, first) => {
    const dataset = await load({ 'a.npy': bytes }, options);
    expect(countsOf(dataset)).toEqual(counts);
    expect(dataset.train.values[0]).toBe(first);
    // The test is the same whatever is trained on.
    expect([...dataset.test.values]).toEqual([72, 73, 74, 75, 76, 77, 78, 79]);
  });

  it('does not change the content hash, nor the probe set while its samples stay the same', async () => {
    const [plain, ...others] = await Promise.all([{}, { validation: 0 }, { limit: 3 }].map((options) => load({ 'a.npy': bytes }, options)));
    for (const other of others) {
      expect(other.contentHash).toBe(plain?.contentHash);
      expect(other.probeSet.hash).toBe(plain?.probeSet.hash);
      expect(other.samplesHash).not.toBe(plain?.samplesHash);
    }
    expect(plain?.samplesHash).toBe(plain?.contentHash);
  });

  it('are part of the hash under which fits are cached: every set of options has its own', async () => {
    // Those of pictures change the content: they have no hash of their own.
    const given: Readonly<Record<Exclude<DatasetOption, keyof PictureOptions>, DatasetOptions>> = {
      scale: { scale: 'unit' },
      validation: { validation: 2 },
      limit: { limit: 3 },
      shape: { shape: [2, 2] },
      binarise: { binarise: 'static' },
      kind: { kind: 'series' },
      as: { as: 'series' },
    };
    const each = Object.values(given);
    const sets = Array.from({ length: 2 ** each.length }, (_, bits) =>
      Object.assign({}, ...each.map((options, index) => ((bits >> index) & 1 ? options : {}))),
    ).filter(
      ({ scale, shape, binarise, kind, as }: DatasetOptions) =>
        (as === undefined || (shape !== undefined && kind === undefined)) &&
        // Standardised channels are no probabilities.
        (kind === undefined || binarise === undefined || scale !== undefined),
    );
    const binary = npyBytes(
      '|u1',
      [20, 4],
      counting(80).map((value) => value % 2),
    );
    const datasets = await Promise.all(sets.map((options) => load({ 'a.npy': binary }, options)));
    expect(datasets.map(({ options }) => options)).toEqual(sets);
    expect(new Set(datasets.map(({ samplesHash }) => samplesHash)).size).toBe(sets.length);
    // Fits that are cached in a home are found again.
    expect(datasets[5]?.samplesHash).toBe(
      createHash('sha256')
        .update(JSON.stringify([datasets[0]?.contentHash, 'unit', null, 3, null]))
        .digest('hex'),
    );
  });

  it.each<[object, string]>([
    [{ validation: 18 }, 'dataset.validation: received 18; FILE has 18 samples for training and validation, so at most 17 is allowed.'],
    [{ limit: 18 }, 'dataset.limit: received 18; FILE has 17 samples for training, so at most 17 is allowed.'],
    [{ validation: 9, limit: 10 }, 'dataset.limit: received 10; FILE has 9 samples for training, so at most 9 is allowed.'],
    [
      { shape: [3, 2] },
      'dataset.shape: received [3, 2], which is 6 values; its product must be 4, the number of values in a sample of FILE.',
    ],
    [
      { shape: [1, 2, 2] },
      'dataset.shape: received [1, 2, 2]; allowed are [4], [height, width] and [height, width, channels] with 1, 3 or 4 channels for the samples of FILE.',
    ],
  ])('refuses %j', async (options, sentence) => {
    const error = await load({ 'a.npy': bytes }, options).catch((refusal: Error) => refusal.message.replace(/\/\S+a\.npy/, 'FILE'));
    expect(error).toBe(sentence);
    // The remedy works.
    const most = /at most (\d+) is allowed/.exec(sentence)?.[1];
    if (most === undefined) return;
    const field = sentence.startsWith('dataset.limit') ? 'limit' : 'validation';
    await expect(load({ 'a.npy': bytes }, { ...options, [field]: Number(most) })).resolves.toBeDefined();
  });

  it('accepts two samples if there is no validation split', async () => {
    const two = npyBytes('|u1', [2, 4], counting(8));
    await expect(load({ 'a.npy': two }, {})).rejects.toThrow(
      'holds 2 samples; training, validation and test need at least one each, so give 3 or more.',
    );
    expect(countsOf(await load({ 'a.npy': two }, { validation: 0 }))).toEqual([0, 1, 1]);
  });
});

describe('the scale of a data set', () => {
  it('divides bytes by 255, except with scale none', async () => {
    expect((await load({ 'a.npy': bytes }, {})).divisor).toBe(255);
    const none = await load({ 'a.npy': bytes }, { scale: 'none' });
    expect([none.divisor, none.train.values[0], none.scaling]).toEqual([1, 4, null]);
  });

  it('unit maps each value of a vector to 0..1 over the training samples alone', async () => {
    // Column 0 grows by 10 a row, column 1 is constant in training and changes in the last row, which is the test.
    const values = Array.from({ length: 10 }, (_, row) => [10 * row, row === 9 ? 8 : 7]).flat();
    const { train, test, scaling } = await load({ 'a.npy': floats([10, 2], values) }, { scale: 'unit' });
    // Row 0 is for validation, rows 1 to 8 for training.
    expect(scaling).toEqual({ kind: 'unit', offset: [10, 7], factor: [70, 1] });
    expect([Math.min(...columnOf(train, 0)), Math.max(...columnOf(train, 0))]).toEqual([0, 1]);
    expect(columnOf(train, 1)).toEqual(Array(8).fill(0));
    expect(rowsOf(test)).toEqual([[Math.fround(80 / 70), 1]]);
  });

  it('standard has mean 0 and deviation 1 in every value of a vector', async () => {
    const values = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 1e6 + index : 1e-6 * index * index));
    const { train } = await load({ 'a.npy': floats([20, 2], values) }, { scale: 'standard' });
    for (const column of [0, 1]) {
      const scaledColumn = columnOf(train, column);
      const mean = scaledColumn.reduce((sum, value) => sum + value, 0) / scaledColumn.length;
      expect(mean).toBeCloseTo(0, 5);
      expect(Math.sqrt(scaledColumn.reduce((sum, value) => sum + value * value, 0) / scaledColumn.length)).toBeCloseTo(1, 5);
    }
  });

  it('is shared by all pixels of an image, whether the file or the options give its shape', async () => {
    const values = Array.from(counting(80), (value) => value / 2);
    const vectors = { 'a.npy': floats([20, 4], values) };
    const images = { 'a.npy': floats([20, 2, 2], values) };
    const shaped = await load(vectors, { scale: 'unit', shape: [2, 2] });
    expect(shaped.kind).toBe('image');
    expect(shaped.scaling).toEqual({ kind: 'unit', offset: [2], factor: [33.5] });
    expect((await load(images, { scale: 'unit' })).scaling).toEqual(shaped.scaling);
    expect((await load(images, { scale: 'unit', shape: [4] })).scaling).toEqual((await load(vectors, { scale: 'unit' })).scaling);
  });

  it.each(['unit', 'standard'] as const)('%s of identical values is 0', async (scale) => {
    const { train, test, mean } = await load({ 'a.npy': floats([10, 2], Array(20).fill(0.1)) }, { scale });
    expect([...train.values, ...test.values, ...mean]).toEqual(Array(20 - 2 + 2).fill(0));
  });

  it('can be undone', () => {
    const value = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(fc.constantFrom('unit', 'standard'), fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 30 }), (kind, rows) => {
        const values = Float32Array.from(rows.flat());
        const scaling = fitScaling(kind, { values }, 2);
        const range = [0, 1].map((column) => Math.max(...rows.map((row) => Math.abs(at(row, column)))));
        scaled(scaling, values).forEach((x, index) => {
          const column = index % 2;
          const back = x * (scaling.factor[column] ?? Number.NaN) + (scaling.offset[column] ?? Number.NaN);
          expect(Math.abs(back - (values[index] ?? Number.NaN))).toBeLessThanOrEqual(1e-5 * (range[column] ?? Number.NaN));
        });
      }),
    );
  });

  it('changes the probe set if samples change, and matches the probe set that pages read', async () => {
    const folder = await temporaryFolder({ 'a.npy': bytes });
    const train = `${folder}/a.npy`;
    const references = [
      {},
      { scale: 'none' },
      { scale: 'unit' },
      { scale: 'unit', limit: 5 },
      { scale: 'standard' },
      { shape: [2, 2] },
    ] as const;
    const hashes = new Set<string>();
    for (const options of references) {
      const { probeSet, test } = await loadDataset({ train, ...options });
      const samples = await readTestSamples({ train, ...options }, () => null);
      expect(samples.probeSetHash).toBe(probeSet.hash);
      expect(samples.values).toEqual(test.values);
      hashes.add(probeSet.hash);
    }
    expect(hashes.size).toBe(references.length);
  });
});

describe('facts about training values', () => {
  it('describe the values that a network receives', async () => {
    const { train } = await load(
      {
        'a.npy': floats(
          [10, 2],
          Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 5 : index - 10)),
        ),
      },
      {},
    );
    // Column 0 is constant; column 1 is −7, −5 … 7 in training, with the mean 0.
    expect(valueFactsOf(train)).toEqual({ low: -7, high: 7, centredLow: -7, centredHigh: 7, identical: false, whole: true });
  });

  it('recognise identical samples in spite of rounding in their mean', async () => {
    const { train } = await load(
      {
        'a.npy': floats(
          [100, 2],
          Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? 0.1 : 0.3)),
        ),
      },
      {},
    );
    expect(valueFactsOf(train)).toMatchObject({ centredLow: 0, centredHigh: 0, identical: true });
  });
});
