import { floatAt } from '../checked.ts';
import type { FigureDefinition } from './figure.ts';
import { shareAlong } from './layout.ts';

const maxPairs = 10;
const steps = 10;

/** From the code of one probe sample to that of the next: the first and the second, the third and the fourth, … */
export const interpolation: FigureDefinition = {
  title: 'Interpolations',
  about: 'The decoder’s output on the way from the code of one probe sample to that of another, whose originals are at both ends.',
  size({ probeCount, isQuantized, maxCells }) {
    const columns = Math.min(steps, maxCells);
    const rows = Math.min(maxPairs, Math.floor(probeCount / 2), Math.floor(maxCells / columns));
    return isQuantized || rows === 0 || columns < 2 ? null : { columns, rows };
  },
  plan({ codeSize, probeCodes }, { columns, rows: pairs }) {
    const codes = new Float32Array(pairs * columns * codeSize);
    for (let cell = 0; cell < pairs * columns; cell++) {
      const first = 2 * Math.floor(cell / columns) * codeSize;
      const share = shareAlong(cell % columns, { columns });
      for (let value = 0; value < codeSize; value++) {
        const [from, to] = [floatAt(probeCodes, first + value), floatAt(probeCodes, first + codeSize + value)];
        codes[cell * codeSize + value] = (1 - share) * from + share * to;
      }
    }
    const rows = Array.from({ length: pairs }, (_, pair) => ({
      kind: 'between' as const,
      probes: [2 * pair, 2 * pair + 1] as [number, number],
    }));
    return { layout: { columns, rows, across: null, down: null }, codes };
  },
};
