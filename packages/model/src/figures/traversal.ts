import { floatAt } from '../checked.ts';
import { columnMoments } from '../column-moments.ts';
import { axisValues, percentileAxis } from './axis.ts';
import type { FigureDefinition } from './figure.ts';

const maxDimensions = 32;
/** Odd, so that the middle of a symmetric range is a cell. */
const steps = 11;
/** Standard deviations of the prior, whose mean is 0. */
const deviations = 3;

/**
 * One dimension of the code at a time over its range, the others at the mean code of the test samples; the dimensions that carry the most come
 * first. The range is that of the prior, or of the test codes where there is none.
 */
export const traversal: FigureDefinition = {
  title: 'Traversals',
  about:
    'The decoder’s output while one dimension moves between the values at both ends and the others stay at the mean code of the test samples.',
  size({ codeSize, isQuantized, maxCells }) {
    const columns = Math.min(steps, maxCells);
    return isQuantized ? null : { columns, rows: Math.min(maxDimensions, codeSize, Math.floor(maxCells / columns)) };
  },
  plan({ codeSize, testCodes, klByDimension }, { columns, rows: count }) {
    const moments = columnMoments(testCodes, codeSize);
    const measured = moments.map(({ variance }, dimension) => ({
      dimension,
      measure:
        klByDimension === null
          ? { name: 'variance' as const, value: variance }
          : { name: 'kl' as const, value: floatAt(klByDimension, dimension) },
    }));
    const rows = measured
      .toSorted((a, b) => b.measure.value - a.measure.value || a.dimension - b.dimension)
      .slice(0, count)
      .map(({ dimension, measure }) => {
        const axis =
          klByDimension === null
            ? percentileAxis(testCodes, codeSize, dimension)
            : { dimension, from: -deviations, to: deviations, spacing: 'even' as const };
        return { kind: 'along' as const, axis, measure };
      });
    const means = moments.map(({ mean }) => mean);
    const codes = rows.flatMap(({ axis }) => Array.from(axisValues(axis, columns), (value) => means.with(axis.dimension, value)));
    return { layout: { columns, rows, across: null, down: null }, codes: Float32Array.from(codes.flat()) };
  },
};
