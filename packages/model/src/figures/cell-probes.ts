import { type FigureLayout, shareAlong } from './layout.ts';

/** Whose label a cell gets where the decoder needs one: a mixture of those of two probe samples, by their positions in the probe set. */
export interface CellProbes {
  readonly first: number;
  readonly second: number;
  /** Share of the second probe, from 0 to 1. */
  readonly share: number;
}

/** For each cell, row by row: on the way between two samples both labels, as both codes; else the label of the first probe sample. */
export function cellProbes({ columns, rows }: FigureLayout): readonly CellProbes[] {
  return rows.flatMap((row) =>
    Array.from({ length: columns }, (_, column) => {
      if (row.kind !== 'between') return { first: 0, second: 0, share: 0 };
      const [first, second] = row.probes;
      return { first, second, share: shareAlong(column, { columns }) };
    }),
  );
}
