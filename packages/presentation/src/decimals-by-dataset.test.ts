import { expect, it } from 'vitest';
import { decimalsByDataset } from './decimals-by-dataset.ts';
import { formatFixed } from './numbers.ts';

const row = (dataset: string, cost: number | null, datasetMark: string | null = null) => ({ dataset, datasetMark, cost });

it('costs share their decimals with those on the same data set only, and content distinguishes data sets of the same name', () => {
  const rows = [
    row('images.npy', 14.25),
    row('images.npy', 9.5),
    row('volts.npy', 0.00012, 'aaaaaaaa'),
    row('volts.npy', 0.00021, 'aaaaaaaa'),
    row('volts.npy', 210.5, 'bbbbbbbb'),
  ];
  const decimalsOf = decimalsByDataset(rows, ({ cost }) => [cost]);
  const texts = rows.map((each) => formatFixed(each.cost, decimalsOf(each)));
  expect(texts).toEqual(['14.250', '9.500', '0.0001200', '0.0002100', '210.5']);
});

it('a row of another data set has the decimals of all costs', () => {
  const decimalsOf = decimalsByDataset([row('a', 1.5), row('b', null)], ({ cost }) => [cost]);
  expect(decimalsOf(row('c', 2))).toBe(decimalsOf(row('a', 2)));
});
