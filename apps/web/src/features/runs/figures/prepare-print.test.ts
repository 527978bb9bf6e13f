import { present } from '@hourglass/presentation/at';
import type { FigureLayout } from '@hourglass/sweeps/figures';
import { expect, it } from 'vitest';
import { prepareCodeFigure } from './prepare-code-figure.ts';
import { preparePrint } from './prepare-print.ts';

const axis = { dimension: 0, from: -2, to: 2, spacing: 'quantiles' } as const;
const manifold: FigureLayout = {
  columns: 20,
  rows: Array.from({ length: 20 }, () => ({ kind: 'cells' })),
  across: axis,
  down: { ...axis, dimension: 1, from: 2, to: -2 },
};
const between: FigureLayout = {
  columns: 10,
  rows: [
    { kind: 'between', probes: [0, 1] },
    { kind: 'between', probes: [2, 3] },
  ],
  across: null,
  down: null,
};
const measure = { name: 'variance', value: 1 } as const;
const along: FigureLayout = { columns: 11, rows: [{ kind: 'along', axis, measure }], across: null, down: null };

const printed = (layout: FigureLayout, names: readonly string[], isPlot = false) =>
  preparePrint({
    runs: names.map((name) => ({ name, drawn: prepareCodeFigure(layout, (probe) => `${probe}`) })),
    sample: isPlot ? { width: 60, height: 1 } : { width: 28, height: 14 },
    isPlot,
    caption: 'Caption after epoch 4',
    limits: ['0', '1'],
  });

it.each([
  ['a manifold', manifold, ['']],
  ['two manifolds', manifold, ['#1 one', '#2 two']],
  ['interpolations', between, ['#1 one', '#2 two']],
  ['traversals', along, ['']],
])('places the cells and texts of %s on the sheet without overlaps', (_, layout, names) => {
  const { cells, texts, width, height } = printed(layout, names);
  for (const [index, a] of cells.entries()) {
    expect(a.x + a.width).toBeLessThanOrEqual(width);
    expect(a.y + a.height).toBeLessThanOrEqual(height);
    expect(a.width).toBeCloseTo(2 * a.height, 10);
    for (const b of cells.slice(index + 1)) {
      expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
    }
  }
  for (const { x, y } of texts) expect([x >= 0, y > 0, x <= width, y <= height]).toEqual([true, true, true, true]);
  for (const name of names) expect(texts.some(({ text }) => text === name)).toBe(name !== '');
});

it('shows originals at both ends of an interpolation, and knows the run of each cell', () => {
  const { cells, cellAt } = printed(between, ['#1 one', '#2 two']);
  expect(cells).toHaveLength(2 * 2 * 12);
  const first = present(cells[0], 'cell');
  expect(cellAt(first.row, first.column)).toEqual({ run: 0, of: 'originals', sample: 0 });
  const shown = cells.map(({ row, column }) => cellAt(row, column));
  expect(shown.filter(({ of }) => of === 'originals').map(({ sample }) => sample)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  expect(shown.filter(({ run, of }) => run === 1 && of === 'figure').map(({ sample }) => sample)).toEqual([...Array(20).keys()]);
});

it('has no colour bar for plots, and says their range', () => {
  const { bar, texts } = printed(along, [''], true);
  expect(bar).toBeNull();
  expect(texts.map(({ text }) => text)).toContain('drawn from 0 to 1');
});
