import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadDataset } from './load-dataset.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { bytesOf, npyBytes } from './testing/write-arrays.ts';

/** 40 samples of one value. */
const column = (valueAt: (row: number) => number) => Float64Array.from({ length: 40 }, (_, row) => valueAt(row));

async function load(values: Float64Array | BigInt64Array, size = 1): Promise<string> {
  const type = values instanceof Float64Array ? '<f8' : '<i8';
  const folder = await temporaryFolder({ 'a.npy': npyBytes(type, [values.length / size, size], bytesOf(values)) });
  return loadDataset({ train: join(folder, 'a.npy') }).then(
    () => 'read',
    (error: unknown) => (error instanceof Error ? error.message.replaceAll(folder, '') : String(error)),
  );
}

it.each([
  ['times in seconds', column((row) => 1.7e9 + row), /values from 1700000000 to 1700000039; .*, which are 128 apart there/],
  ['a small signal on a large offset', column((row) => 1e8 + Math.sin(row)), /which are 8 apart there/],
  [
    'values too small for float32',
    column((row) => (row + 1) * 1e-60),
    /from 1e-60 to 4e-59; .*, which are 1.4\d*e-45 apart there, .* Divide each column/,
  ],
  ['large whole numbers', BigInt64Array.from({ length: 40 }, (_, row) => 2n ** 60n + BigInt(row)), /to 1152921504606847015; /],
])('values that would become equal in float32 are refused: %s', async (_, values, sentence) => {
  expect(await load(values)).toMatch(sentence);
});

it.each([
  ['constant values', column(() => 1e8 + 0.1)],
  ['constant but for rounding', column((row) => (row % 2 === 0 ? 0.1 + 0.2 : 0.3))],
  ['small values', column((row) => row * 1e-12)],
  ['an offset that float32 carries', column((row) => 1000 + Math.sin(row))],
  ['two values', column((row) => row % 2)],
])('other values are read: %s', async (_, values) => {
  expect(await load(values)).toBe('read');
});

it('a column that loses its differences is refused, unless its rounding is small beside another column', async () => {
  const beside = (other: (row: number) => number) =>
    Float64Array.from({ length: 80 }, (_, index) => (index % 2 === 0 ? 1.7e9 + index : other(index)));
  expect(await load(beside(Math.sin), 2)).toMatch(/values from 1700000000 to 1700000078 in column 1; .* 128 apart there/);
  // 128 is small beside a range of 79,000.
  expect(
    await load(
      beside((index) => 1000 * index),
      2,
    ),
  ).toBe('read');
});

it('tables are checked as they are written', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `170000000${row % 10}.5`);
  const folder = await temporaryFolder({ 'a.csv': new TextEncoder().encode(`time\n${rows.join('\n')}\n`) });
  await expect(loadDataset({ train: join(folder, 'a.csv') })).rejects.toMatchObject({
    code: 'SAMPLES_INVALID',
    message: expect.stringContaining('values from 1700000000.5 to 1700000009.5'),
  });
});
