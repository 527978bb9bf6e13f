import { present } from '@hourglass/presentation/at';
import { expect, it } from 'vitest';
import { figureSvg } from '#components/printing/figure-svg.ts';
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
  isPlot: false,
  caption: 'Reconstructions after epoch 4',
  note: 'mean ± s.d. over 100 samples',
  limits: ['0', '1'],
});

it('places every cell inside the figure without overlaps', () => {
  expect(figure.cells.map(({ row, column }) => [row, column])).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  for (const [index, a] of figure.cells.entries()) {
    expect(a.x + a.width).toBeLessThanOrEqual(figure.width);
    expect(a.y + a.height).toBeLessThanOrEqual(present(figure.bar, 'colour bar').y);
    for (const b of figure.cells.slice(index + 1)) expect(a.x + a.width <= b.x || a.y + a.height <= b.y).toBe(true);
  }
});

it('keeps the aspect of images that are not square', () => {
  const sample = { width: 100, height: 10 };
  const [cell] = prepareFigure({ rows, columns: 1, labels: [], sample, isPlot: false, caption: '', note: '', limits: ['0', '1'] }).cells;
  expect(present(cell, 'cell').width / present(cell, 'cell').height).toBeCloseTo(10, 10);
});

it('gives plots a readable size, and no colour bar', () => {
  const sample = { width: 140, height: 1 };
  const plots = prepareFigure({ rows, columns: 1, labels: [], sample, isPlot: true, caption: '', note: '', limits: ['0', '1'] });
  expect(plots.cells[0]).toMatchObject({ width: 72, height: 28 });
  expect(plots.bar).toBeNull();
  expect(
    figureSvg(
      plots,
      plots.cells.map(() => 'data:image/png;base64,AAAA'),
      'data:image/png;base64,BBBB',
    ),
  ).not.toContain('BBBB');
});

it('writes labels as escaped text, and pictures without smoothing', () => {
  const svg = figureSvg(
    figure,
    figure.cells.map(() => 'data:image/png;base64,AAAA'),
    'data:image/png;base64,BBBB',
  );
  expect(svg).toContain('>784-32-8 &amp; more</text>');
  expect(svg).toContain('>mean ± s.d. over 100 samples</text>');
  expect(svg.match(/<image/g)).toHaveLength(5);
  expect(svg.match(/image-rendering="pixelated"/g)).toHaveLength(4);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="[\d.]+pt" height="[\d.]+pt"/);
});
