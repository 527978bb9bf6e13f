import type { CodeSource } from '../generation/code-sources.ts';
import { codeSampler, drawCodes } from '../generation/draw-codes.ts';
import type { FigureDefinition } from './figure.ts';

/** Cells across and down. */
const side = 10;

/** Samples of drawn codes, in the order of their numbers: those that `runs generate` writes with the seed of the run. */
export function generatedSamples(source: CodeSource, { title, about }: Pick<FigureDefinition, 'title' | 'about'>): FigureDefinition {
  return {
    title,
    about,
    size({ sources, maxCells }) {
      const count = Math.min(side, Math.floor(Math.sqrt(maxCells)));
      return sources.includes(source) ? { columns: count, rows: count } : null;
    },
    plan({ codeSize, trainCodes, code, seed }, { columns, rows: count }) {
      const sampler = codeSampler(source, { code }, { encodedSize: codeSize, codes: trainCodes, seed });
      const rows = Array.from({ length: count }, () => ({ kind: 'cells' as const }));
      return {
        layout: { columns, rows, across: null, down: null },
        codes: drawCodes(sampler, { seed, count: count * columns, encodedSize: codeSize }),
      };
    },
  };
}
