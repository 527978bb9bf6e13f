import { expect, it } from 'vitest';
import { decodeTable } from './table-text.ts';

const source = { field: 'dataset.train', path: '/data/rows.csv', remedy: 'Check the path.' };
const bytes = (text: string) => new TextEncoder().encode(text);

it.each([
  ['a,b;c\n1,2\n', ','],
  ['# a,b,c\n\n1;2,5\n3;4,5\n', ';'],
  ['1,5;2,5\n3,5;4,5\n', ';'],
  ['"Smith; John",5\n"Doe; Jane",6\n', ','],
  ['1\t2\n', '\t'],
  ['1 2\n3,5 4\n', ' '],
])('separates the cells of %j as its first row does', (text, delimiter) => {
  expect(decodeTable(bytes(text), source)).toEqual({ text, delimiter, source });
});

it.each([
  ['a;b\n1,5;2\n', ', sep=";", decimal=","'],
  ['1;2,5\n3;4\n', ', sep=";", decimal=",", header=None'],
  ['a,b\n1,2\n', ''],
  ['1 2\n3 4\n', ', sep=r"\\s+", header=None'],
])('says how the too long table %j is saved as .npy', (text, read) => {
  expect(() => decodeTable(bytes(text), source, text.length)).not.toThrow();
  expect(() => decodeTable(bytes(text), source, text.length - 1)).toThrow(
    `dataset.train: /data/rows.csv is a table of ${text.length} bytes; tables of at most ${text.length - 1} bytes are read. ` +
      'Save its numbers as .npy, and give the path of samples.npy. In Python: import numpy as np, pandas as pd; ' +
      `np.save("samples.npy", pd.read_csv("/data/rows.csv"${read}, skipinitialspace=True).select_dtypes("number").to_numpy("float32"))`,
  );
});
