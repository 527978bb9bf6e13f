import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { at } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import { loadDataset } from './load-dataset.ts';
import type { DatasetFiles } from './reference.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { bytesOf, counting, idxBytes, npyBytes, npyWithHeader } from './testing/write-arrays.ts';

/** 10 samples of 2 × 3: with one for validation and one for the test. */
const shape = [10, 2, 3];
const numbers = Float32Array.from(counting(60), (value) => value - 7);
const big = (width: number, write: (view: DataView, offset: number, value: number) => void) => {
  const view = new DataView(new ArrayBuffer(60 * width));
  numbers.forEach((value, index) => {
    write(view, index * width, value);
  });
  return bytesOf(view);
};
const bigFloats = big(4, (view, offset, value) => view.setFloat32(offset, value));

describe('files of numbers', () => {
  it.each<[string, Uint8Array]>([
    ['IDX int8', idxBytes(0x09, shape, bytesOf(Int8Array.from(numbers)))],
    [
      'IDX int16',
      idxBytes(
        0x0b,
        shape,
        big(2, (view, offset, value) => view.setInt16(offset, value)),
      ),
    ],
    [
      'IDX int32',
      idxBytes(
        0x0c,
        shape,
        big(4, (view, offset, value) => view.setInt32(offset, value)),
      ),
    ],
    ['IDX float32', idxBytes(0x0d, shape, bigFloats)],
    [
      'IDX float64',
      idxBytes(
        0x0e,
        shape,
        big(8, (view, offset, value) => view.setFloat64(offset, value)),
      ),
    ],
    ['npy <f4', npyBytes('<f4', shape, bytesOf(numbers))],
    ['npy >f4', npyBytes('>f4', shape, bigFloats)],
    ['npy <f8', npyBytes('<f8', shape, bytesOf(Float64Array.from(numbers)))],
    ['npy |i1', npyBytes('|i1', shape, bytesOf(Int8Array.from(numbers)))],
    ['npy <i2', npyBytes('<i2', shape, bytesOf(Int16Array.from(numbers)))],
    ['npy <i4', npyBytes('<i4', shape, bytesOf(Int32Array.from(numbers)))],
    ['npy <i8', npyBytes('<i8', shape, bytesOf(BigInt64Array.from(numbers, BigInt)))],
    ['npy of one channel', npyBytes('<f4', [...shape, 1], bytesOf(numbers))],
    ['npy gzipped', gzipSync(npyBytes('<f4', shape, bytesOf(numbers)))],
  ])('come back from %s as they are', async (_, bytes) => {
    const folder = await temporaryFolder({ samples: bytes });
    const { sampleShape, divisor, train, validation, test } = await loadDataset({ train: 'samples' }, { baseFolder: folder });
    expect({ sampleShape, divisor, train: train.count }).toEqual({ sampleShape: [2, 3], divisor: 1, train: 8 });
    expect(validation.values).toEqual(numbers.subarray(0, 6));
    expect(train.values).toEqual(numbers.subarray(6, 54));
    expect(test.values).toEqual(numbers.subarray(54));
  });

  it.each<[string, Uint8Array]>([
    ['npy <u2', npyBytes('<u2', [10, 6], bytesOf(Uint16Array.from(counting(60))))],
    ['npy <u4', npyBytes('<u4', [10, 6], bytesOf(Uint32Array.from(counting(60))))],
    ['npy <u8', npyBytes('<u8', [10, 6], bytesOf(BigUint64Array.from(counting(60), BigInt)))],
  ])('come back from %s as they are', async (_, bytes) => {
    const folder = await temporaryFolder({ samples: bytes });
    const { sampleShape, divisor, train } = await loadDataset({ train: 'samples' }, { baseFolder: folder });
    expect({ sampleShape, divisor }).toEqual({ sampleShape: [6], divisor: 1 });
    expect(train.values).toEqual(Float32Array.from(counting(60)).subarray(6, 54));
  });

  it('read booleans as 0 and 1', async () => {
    const folder = await temporaryFolder({ samples: npyBytes('|b1', [4, 1], Uint8Array.of(0, 1, 1, 0)) });
    const { train, divisor } = await loadDataset({ train: 'samples' }, { baseFolder: folder });
    expect({ values: train.values, divisor }).toEqual({ values: Float32Array.of(1, 1), divisor: 1 });
  });
});

describe('files of pictures in colour', () => {
  it.each([3, 4])('have %i channels, which are last', async (channels) => {
    const values = counting(10 * 6 * channels);
    const folder = await temporaryFolder({ 'colour.npy': npyBytes('|u1', [10, 2, 3, channels], values) });
    const { kind, sampleShape, test } = await loadDataset({ train: 'colour.npy' }, { baseFolder: folder });
    expect([kind, ...sampleShape]).toEqual(['image', 2, 3, channels]);
    expect([...test.values]).toEqual([...values.subarray(9 * 6 * channels)]);
  });

  it('have one scale for all channels', async () => {
    const values = Float32Array.from({ length: 10 * 12 }, (_, index) => index % 7);
    const folder = await temporaryFolder({ 'colour.npy': npyBytes('<f4', [10, 2, 2, 3], bytesOf(values)) });
    const { scaling } = await loadDataset({ train: 'colour.npy', scale: 'unit' }, { baseFolder: folder });
    expect(scaling).toEqual({ kind: 'unit', offset: [0], factor: [6] });
  });
});

describe('files of bytes', () => {
  it.each<[string, Uint8Array]>([
    ['IDX', idxBytes(0x08, shape, counting(60))],
    ['npy', npyBytes('|u1', shape, counting(60))],
    ['npy, gzipped', gzipSync(npyBytes('|u1', shape, counting(60)))],
  ])('stay bytes with divisor 255: %s', async (_, bytes) => {
    const folder = await temporaryFolder({ samples: bytes });
    const { train, mean } = await loadDataset({ train: 'samples' }, { baseFolder: folder });
    expect(train.divisor).toBe(255);
    expect(train.values).toEqual(counting(60).subarray(6, 54));
    // Column c of training rows 1 … 8 holds 6 row + c, so its mean is 27 + c.
    expect(mean).toEqual(Float32Array.from([27, 28, 29, 30, 31, 32], (value) => value / 255));
  });

  it('have a content hash that does not depend on path and format', async () => {
    const folder = await temporaryFolder({
      idx: idxBytes(0x08, shape, counting(60)),
      npy: gzipSync(npyBytes('|u1', [10, 6], counting(60))),
      other: idxBytes(0x08, shape, counting(60).reverse()),
      floats: npyBytes('<f4', [10, 6], bytesOf(Float32Array.from(counting(60)))),
    });
    const hash = async (file: string) => (await loadDataset({ train: file }, { baseFolder: folder })).contentHash;
    expect(await hash('idx')).toBe(await hash('npy'));
    expect(new Set([await hash('idx'), await hash('other'), await hash('floats')]).size).toBe(3);
  });
});

describe('test samples and labels', () => {
  it('come from their own files', async () => {
    const folder = await temporaryFolder({
      train: npyBytes('|u1', [20, 2], counting(40)),
      trainLabels: npyBytes('<i8', [20], bytesOf(BigInt64Array.from(counting(20), BigInt))),
      test: npyBytes('|u1', [3, 2], counting(6)),
      testLabels: idxBytes(0x08, [3], Uint8Array.of(7, 8, 9)),
    });
    const files = { train: 'train', trainLabels: 'trainLabels', test: 'test', testLabels: 'testLabels' };
    const dataset = await loadDataset(files, { baseFolder: folder });
    expect([dataset.validation.count, dataset.train.count, dataset.test.count]).toEqual([2, 18, 3]);
    expect(dataset.test.values).toEqual(counting(6));
    expect(dataset.validationLabels).toEqual(Uint8Array.of(0, 1));
    expect(dataset.trainLabels).toEqual(counting(20).subarray(2));
    expect(dataset.testLabels).toEqual(Uint8Array.of(7, 8, 9));
    expect(dataset.probeSet.indices).toEqual(Int32Array.of(0, 1, 2));
    expect(dataset.probeSet.labels).toEqual(Uint8Array.of(7, 8, 9));
  });

  it('are the last tenth of the samples if no file holds them', async () => {
    const folder = await temporaryFolder({
      train: npyBytes('|u1', [100, 1], counting(100)),
      labels: npyBytes('|u1', [100], counting(100).reverse()),
    });
    const dataset = await loadDataset({ train: 'train', trainLabels: 'labels' }, { baseFolder: folder });
    expect([dataset.validation.count, dataset.train.count, dataset.test.count]).toEqual([9, 81, 10]);
    expect(dataset.testLabels).toEqual(Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
    expect(dataset.trainLabels?.[0]).toBe(90);
  });
});

it('are read again only after their file has changed', async () => {
  const folder = await temporaryFolder({ samples: npyBytes('|u1', [4, 1], counting(4)) });
  const load = () => loadDataset({ train: 'samples' }, { baseFolder: folder });
  const before = await load();
  expect(await load()).toBe(before);
  await writeFile(join(folder, 'samples'), npyBytes('|u1', [5, 1], counting(5)));
  expect((await load()).contentHash).not.toBe(before.contentHash);
});

describe('a file that does not fit', () => {
  const whole = idxBytes(0x08, shape, counting(60));
  const npy = npyBytes('<f4', shape, bytesOf(numbers));
  const good = 'Give the path of a whole .npy, .npz, IDX or CSV file.';
  const read = 'whole numbers, floating-point numbers of 2 to 8 bytes and texts are read. In Python: import numpy as np;';
  const none = 'which is neither .npy, .npz, IDX nor a table in UTF-8.';
  const formats =
    '.npy, .npz, IDX and tables of text are read. Give the path of an .npy, .npz, IDX or CSV file with its values: np.save("samples.npy", values) writes one in Python.';
  const shapes = 'allowed are [count, size], [count, height, width] and [count, height, width, channels] with 1, 3 or 4 channels.';

  const line = (change: string, load = '') =>
    `In Python: import numpy as np; a = np.load("FILE"${load}); np.save(open("FILE", "wb"), ${change})`;

  it.each<[string, Uint8Array, string, string]>([
    ['empty', Uint8Array.of(), 'FORMAT_UNSUPPORTED', `FILE is empty. ${good}`],
    ['bytes of no format', Uint8Array.of(0x89, 0, 1, 2), 'FORMAT_UNSUPPORTED', `FILE begins with the bytes 89000102, ${none} ${good}`],
    [
      'pictures with their channels first',
      npyBytes('|u1', [5, 3, 2, 2], counting(60)),
      'SAMPLES_INVALID',
      `FILE has the shape [5, 3, 2, 2]: its channels are first; ${shapes} ${line('np.transpose(a, (0, 2, 3, 1))')}`,
    ],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'FORMAT_UNSUPPORTED', `FILE is a picture; ${formats}`],
    [
      'a Python pickle',
      Uint8Array.of(0x80, 4, 0x95),
      'FORMAT_UNSUPPORTED',
      `FILE is a Python pickle, which is not read because reading it runs code; ${formats}`,
    ],
    ['JSON', Buffer.from('[[1, 2], [3, 4]]'), 'FORMAT_UNSUPPORTED', `FILE is JSON; ${formats}`],
    [
      'an empty zip archive',
      Buffer.from('504b0506'.padEnd(44, '0'), 'hex'),
      'FORMAT_UNSUPPORTED',
      'FILE is a zip archive without arrays of NumPy. Save its values as .npy, .npz or CSV.',
    ],
    [
      'text of another encoding',
      Buffer.from('Gr\xf6\xdfe,b\n', 'latin1'),
      'FORMAT_UNSUPPORTED',
      'FILE is a text that is not in UTF-8 (byte 0xf6 in line 1), probably in Latin-1; tables are read in UTF-8. In Python: import pathlib; p = pathlib.Path("FILE"); p.write_text(p.read_text(encoding="latin-1"), encoding="utf-8")',
    ],
    ['IDX, cut within its header', whole.subarray(0, 9), 'FILE_DAMAGED', `FILE is damaged: it ends within its header. ${good}`],
    [
      'IDX, cut short',
      whole.subarray(0, -1),
      'FILE_DAMAGED',
      `FILE is damaged: its header declares 10 × 2 × 3 values of 1 byte, 76 bytes in all, but it holds 75. ${good}`,
    ],
    [
      'IDX with bytes left over',
      Buffer.concat([whole, counting(1)]),
      'FILE_DAMAGED',
      `FILE is damaged: its header declares 10 × 2 × 3 values of 1 byte, 76 bytes in all, but it holds 77. ${good}`,
    ],
    [
      'IDX of four billion doubles',
      idxBytes(0x0e, [0xffffffff, 1], counting(8)),
      'FILE_DAMAGED',
      `FILE is damaged: its header declares 4294967295 × 1 values of 8 bytes, 34359738372 bytes in all, but it holds 20. ${good}`,
    ],
    ['IDX of rank 255', Uint8Array.of(0, 0, 8, 255, 0, 0), 'FILE_DAMAGED', `FILE is damaged: it ends within its header. ${good}`],
    [
      'IDX without samples',
      idxBytes(0x08, [0, 2, 3], counting(0)),
      'SAMPLES_INVALID',
      `FILE has the shape [0, 2, 3], so it holds no samples; ${shapes}`,
    ],
    ['IDX of nothing', idxBytes(0x08, [9, 0], counting(0)), 'SAMPLES_INVALID', `FILE has the shape [9, 0]; ${shapes}`],
    ['labels for samples', idxBytes(0x08, [60], counting(60)), 'SAMPLES_INVALID', `FILE has the shape [60]; ${shapes}`],
    [
      'pictures of two channels',
      npyBytes('|u1', [5, 2, 3, 2], counting(60)),
      'SAMPLES_INVALID',
      `FILE has the shape [5, 2, 3, 2]; ${shapes} ${line('a.reshape(len(a), -1)')}`,
    ],
    [
      'too few samples',
      idxBytes(0x08, [2, 30], counting(60)),
      'SAMPLES_INVALID',
      'FILE holds 2 samples; training, validation and test need at least one each, so give 3 or more.',
    ],
    ['npy, cut within its header', npy.subarray(0, 40), 'FILE_DAMAGED', `FILE is damaged: it ends within its header. ${good}`],
    ['npy, only its name', npy.subarray(0, 6), 'FILE_DAMAGED', `FILE is damaged: it ends within its header. ${good}`],
    [
      'npy, cut short',
      npy.subarray(0, -3),
      'FILE_DAMAGED',
      `FILE is damaged: its header declares 10 × 2 × 3 values of 4 bytes, 368 bytes in all, but it holds 365. ${good}`,
    ],
    [
      'npy with an endless header',
      Buffer.concat([npy.subarray(0, 6), Uint8Array.of(2, 0, 255, 255, 255, 127), npy]),
      'FILE_DAMAGED',
      `FILE is damaged: it declares a header of 2147483647 bytes, more than 10000. ${good}`,
    ],
    [
      'npy without a shape',
      npyWithHeader("{'descr': '<f4', 'fortran_order': False}", counting(0)),
      'FILE_DAMAGED',
      `FILE is damaged: its header lacks 'descr', 'fortran_order' or 'shape'. ${good}`,
    ],
    [
      'npy of complex numbers',
      npyBytes('<c8', [1], counting(8)),
      'FORMAT_UNSUPPORTED',
      `FILE holds complex numbers (<c8); ${read} a = np.load("FILE"); np.save(open("FILE", "wb"), np.abs(a).astype(np.float32))`,
    ],
    [
      'npy of records',
      npyWithHeader("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", counting(4)),
      'FORMAT_UNSUPPORTED',
      `FILE holds records with several fields; ${read} import numpy.lib.recfunctions as r; a = np.load("FILE"); np.save(open("FILE", "wb"), r.structured_to_unstructured(a).astype(np.float32))`,
    ],
    [
      'npy of objects',
      npyBytes('|O', [1, 2, 3], counting(8)),
      'FORMAT_UNSUPPORTED',
      `FILE holds Python objects, which are not read because reading them runs code; ${read} a = np.load("FILE", allow_pickle=True); np.save(open("FILE", "wb"), (lambda b: b[np.isfinite(b).reshape(len(b), -1).all(axis=1)])(a.astype(np.float32)))`,
    ],
    [
      'npy of a version to come',
      Buffer.concat([npy.subarray(0, 6), Uint8Array.of(4, 0), npy.subarray(8)]),
      'FILE_DAMAGED',
      `FILE is damaged: it is of version 4 of the .npy format, which has the versions 1, 2 and 3. ${good}`,
    ],
    [
      'not a number',
      npyBytes('<f4', shape, bytesOf(numbers.map((value, index) => (index === 20 ? Number.NaN : value)))),
      'SAMPLES_INVALID',
      `FILE holds NaN in row 3; allowed are finite numbers; remove such rows, and those of their labels. ${line('a[np.isfinite(a).reshape(len(a), -1).all(axis=1)]')}`,
    ],
    [
      'not a number in every row',
      npyBytes('<f4', [4, 2], bytesOf(Float32Array.of(0, Number.NaN, 1, Number.NaN, 2, Number.NaN, 3, Number.NaN))),
      'SAMPLES_INVALID',
      `FILE holds NaN in row 0; allowed are finite numbers; every row has such a value, so fill them. ${line('np.nan_to_num(a, nan=0, posinf=0, neginf=0)')}`,
    ],
    [
      'too large for 32 bits',
      npyBytes('<f8', [4, 1], bytesOf(Float64Array.of(0, 1, 2, 1e300))),
      'SAMPLES_INVALID',
      `FILE holds 1e+300 in row 3, which is beyond 32-bit numbers; allowed are numbers up to 3.4e38; divide each column by its largest value. ${line('(lambda m: (a / np.where(m > 0, m, 1)).astype(np.float32))(np.abs(a).max(axis=0))')}`,
    ],
    [
      'gzip, cut short',
      gzipSync(whole).subarray(0, -12),
      'FILE_DAMAGED',
      `FILE is damaged: it is gzipped, but decompressing fails (unexpected end of file). ${good}`,
    ],
  ])('is refused: %s', async (_, bytes, code, sentence) => {
    const folder = await temporaryFolder({ samples: bytes });
    const message = `dataset.train: ${sentence.replaceAll('FILE', join(folder, 'samples'))}`;
    await expect(loadDataset({ train: 'samples' }, { baseFolder: folder })).rejects.toMatchObject({ code, message });
  });

  it.each<[string, DatasetFiles, string, string]>([
    ['missing', { train: 'gone.npy' }, 'FILE_MISSING', `dataset.train: FOLDER/gone.npy does not exist. ${good}`],
    ['a folder', { train: '.' }, 'SAMPLES_INVALID', 'dataset.train: FOLDER holds no pictures: PNG, JPEG, WebP and GIF are read.'],
    ['a folder of labels', { train: 'train', trainLabels: '.' }, 'FILE_UNREADABLE', `dataset.trainLabels: FOLDER is not a file. ${good}`],
    [
      'an option of pictures',
      { train: 'train', size: 8 },
      'SAMPLES_INVALID',
      'dataset.size: received 8, which is an option of pictures, but FOLDER/train (dataset.train) is no folder or archive of them. Leave it out.',
    ],
    ['a device', { train: '/dev/zero' }, 'FILE_UNREADABLE', `dataset.train: /dev/zero is not a file. ${good}`],
    [
      'test samples of another shape',
      { train: 'train', test: 'square' },
      'SAMPLES_INVALID',
      'dataset.train: FOLDER/train holds samples of 2 × 3 bytes, but FOLDER/square samples of 2 × 2 bytes; they must be alike.',
    ],
    [
      'test samples of another type',
      { train: 'train', test: 'floats' },
      'SAMPLES_INVALID',
      'dataset.train: FOLDER/train holds samples of 2 × 3 bytes, but FOLDER/floats samples of 2 × 3 numbers; they must be alike.',
    ],
    [
      'labels of other samples',
      { train: 'train', trainLabels: 'nine' },
      'LABELS_INVALID',
      'dataset.trainLabels: FOLDER/nine has the shape [9]; [10], one label for each sample, is allowed.',
    ],
    [
      'samples for labels',
      { train: 'train', trainLabels: 'train' },
      'LABELS_INVALID',
      'dataset.trainLabels: FOLDER/train has the shape [10, 2, 3]; [10], one label for each sample, is allowed.',
    ],
    [
      'labels between whole numbers',
      { train: 'train', trainLabels: 'fractions' },
      'LABELS_INVALID',
      'dataset.trainLabels: FOLDER/fractions holds 0.5 in row 1; labels are whole numbers or texts; numbers between belong to the samples.',
    ],
  ])('is refused: %s', async (_, files, code, sentence) => {
    const folder = await temporaryFolder({
      train: whole,
      square: idxBytes(0x08, [10, 2, 2], counting(40)),
      floats: npy,
      nine: idxBytes(0x08, [9], counting(9)),
      fractions: npyBytes('<f4', [10], bytesOf(Float32Array.from(counting(10), (value) => value / 2))),
    });
    const message = sentence.replaceAll('FOLDER', folder);
    await expect(loadDataset(files, { baseFolder: folder })).rejects.toMatchObject({ code, message });
  });

  it('with any byte of its header changed is refused or read as another array, and never crashes', async () => {
    const folder = await temporaryFolder();
    const outcomes = new Set<string>();
    for (const [name, bytes, header] of [
      ['idx', whole, 16],
      ['npy', npy, 128],
    ] as const) {
      for (let position = 0; position < header; position++) {
        const damagedBytes = Uint8Array.from(bytes);
        damagedBytes[position] = at(damagedBytes, position) ^ 0x15;
        const path = join(folder, `${name}-${position}`);
        await writeFile(path, damagedBytes);
        const outcome = await loadDataset({ train: path }).then(
          () => 'read',
          (error: unknown) => (error instanceof Error ? error.name : String(error)),
        );
        outcomes.add(outcome);
      }
    }
    expect([...outcomes].sort()).toEqual(['DatasetError', 'read']);
  });
});

describe('tables of text', () => {
  const read = async (text: string, files: Partial<DatasetFiles> = {}) => {
    const folder = await temporaryFolder({ samples: Buffer.from(text), 'labels.txt': Buffer.from('setosa\nsetosa\nvirginica\n') });
    return loadDataset({ train: 'samples', ...files }, { baseFolder: folder });
  };

  it('are refused if a space-separated row and the first row differ in length', async () => {
    for (const [text, cells] of [
      ['1 2\n4 5 6\n7 8\n', 3],
      ['1 2\n4\n7 8\n', 1],
    ] as const) {
      await expect(read(text)).rejects.toMatchObject({
        code: 'FILE_DAMAGED',
        message: expect.stringContaining(`line 2 has ${cells} cells, the first row 2`),
      });
    }
  });

  it('with labels only need no column name', async () => {
    const { classes, testLabels } = await read('1 2\n3 4\n5 6\n', { trainLabels: 'labels.txt' });
    expect([classes, testLabels]).toEqual([['setosa', 'virginica'], Uint8Array.of(1)]);
  });

  it('written by pandas keep columns 0, 1 and 2 separate from the unnamed index', async () => {
    const text = ',0,1,2\n0,5,0,7\n1,8,1,9\n2,3,1,4\n3,6,0,1\n';
    const folder = await temporaryFolder({ 'samples.csv': Buffer.from(text) });
    const reference = { train: 'samples.csv', trainLabels: 'samples.csv#1' };
    const { sampleShape, trainLabels, train } = await loadDataset(reference, { baseFolder: folder });
    expect([sampleShape, [...(trainLabels ?? [])], [...train.values]]).toEqual([[3], [1, 1], [1, 8, 9, 2, 3, 4]]);
  });

  it('are refused with the cell whose value exceeds 32-bit numbers', async () => {
    await expect(read('a,b\n1,2\n3,1e39\n')).rejects.toMatchObject({
      message: expect.stringContaining('line 3, column "b": received 1e39, which is beyond'),
    });
  });
});

it('a text type without characters is refused before anything is allocated', async () => {
  const folder = await temporaryFolder({ samples: npyBytes('<U0', [1_000_000_000_000], new Uint8Array(0)) });
  await expect(loadDataset({ train: 'samples' }, { baseFolder: folder })).rejects.toMatchObject({ code: 'FILE_DAMAGED' });
});
