import { at } from '../checked.ts';
import { axisValues, percentileAxis, quantileAxis, reversed } from './axis.ts';
import type { FigureDefinition } from './figure.ts';

/** Cells across and down. */
const side = 20;

/**
 * A grid over a code of two dimensions, the second upwards: at quantiles of the prior where there is one (Kingma & Welling 2014, figure 4), else at
 * even steps over the codes of test samples.
 */
export const manifold: FigureDefinition = {
  title: 'Manifold',
  about: 'The decoder’s output on a grid over the two dimensions of the code.',
  size({ codeSize, isQuantized, maxCells }) {
    const count = Math.min(side, Math.floor(Math.sqrt(maxCells)));
    return codeSize === 2 && !isQuantized ? { columns: count, rows: count } : null;
  },
  plan({ codeSize, testCodes, klByDimension }, { columns: count }) {
    const axisOf = (dimension: number) =>
      klByDimension === null ? percentileAxis(testCodes, codeSize, dimension) : quantileAxis(dimension, count);
    const across = axisOf(0);
    const down = reversed(axisOf(1));
    const [columns, rows] = [axisValues(across, count), axisValues(down, count)];
    return {
      layout: { columns: count, rows: Array.from({ length: count }, () => ({ kind: 'cells' })), across, down },
      codes: Float32Array.from({ length: 2 * count ** 2 }, (_, index) => {
        const cell = Math.floor(index / 2);
        return index % 2 === 0 ? at(columns, cell % count) : at(rows, Math.floor(cell / count));
      }),
    };
  },
};
