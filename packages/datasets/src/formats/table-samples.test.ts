import { expect, it } from 'vitest';
import { openTable } from './table-file.ts';

const source = { field: 'dataset.train', path: '/data/a.csv', remedy: 'Check the path.' };
const table = (rows: readonly string[]) => openTable(new TextEncoder().encode(`x,y\n${rows.join('\n')}\n`), source);

it('says that most cells of a column are numbers only where they are more than half', () => {
  expect(() => table(['1,1', '2,2', 'x,3']).samples([])).toThrow(
    'dataset.train: /data/a.csv, line 4, column "x": received "x", which is not a number, but most cells of the column are. Correct it, or remove such rows.',
  );
  expect(() => table(['1,1', 'x,2']).samples([])).toThrow(
    'column "x": received "x", which is not a number. If the column holds the labels, say so (trainLabels: /data/a.csv#x); otherwise remove it.',
  );
});

it('counts cells that look like numbers as numbers', () => {
  expect(() => table(['1,1', '5%,2', 'x,3']).samples([])).toThrow('received "5%", a number with a sign that is not part of plain numbers.');
});
