import { expect, it } from 'vitest';
import { figureSvg } from './figure-svg.ts';
import { prepareFigure } from './prepare-figure.ts';

const rows = ['Original', '784-32-8 & more'].map((label, row) => ({
  label,
  cost: row === 0 ? '' : '30.9 ± 8.1',
  costs: row === 0 ? [] : ['1', '2'],
}));
const figure = prepareFigure({
  rows,
  columns: 2,
  labels: ['7', '2'],
  sample: { width: 28, height: 28 },
  caption: 'Reconstructions after epoch 4',
  note: 'mean ± s.d. over 100 samples',
  limits: ['0', '1'],
});

it('gives every cell a place of its own inside the figure', () => {
  expect(figure.cells.map(({ row, column }) => [row, column])).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  for (const [index, a] of figure.cells.entries()) {
    expect(a.x + a.width).toBeLessThanOrEqual(figure.width);
    expect(a.y + a.height).toBeLessThanOrEqual(figure.bar.y);
    for (const b of figure.cells.slice(index + 1)) expect(a.x + a.width <= b.x || a.y + a.height <= b.y).toBe(true);
  }
});

it('keeps the aspect of samples that are not square', () => {
  const [cell] = prepareFigure({
    rows,
    columns: 1,
    labels: [],
    sample: { width: 100, height: 1 },
    caption: '',
    note: '',
    limits: ['0', '1'],
  }).cells;
  expect((cell?.width ?? 0) / (cell?.height ?? 1)).toBeCloseTo(100, 10);
});

it('writes its words as text and escapes them, its pictures crisp', () => {
  const svg = figureSvg(figure, () => 'data:image/png;base64,AAAA', 'data:image/png;base64,BBBB');
  expect(svg).toContain('>784-32-8 &amp; more</text>');
  expect(svg).toContain('>mean ± s.d. over 100 samples</text>');
  expect(svg.match(/<image/g)).toHaveLength(5);
  expect(svg.match(/image-rendering="pixelated"/g)).toHaveLength(4);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="[\d.]+pt" height="[\d.]+pt"/);
});
