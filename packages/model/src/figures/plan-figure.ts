import type { CodeFacts, FigureLimits, FigurePlan } from './figure.ts';
import { type FigureKind, figureKinds, figureTable } from './registry.ts';

/** Values of the decoded samples of one figure: 200 MB. */
const maxFigureValues = 50e6;

/** @param sampleSize values of a sample */
export function maxCellsOf(sampleSize: number): number {
  return Math.max(1, Math.floor(maxFigureValues / sampleSize));
}

/** Null where a code has no such figure. */
export function planFigure(kind: FigureKind, facts: CodeFacts): FigurePlan | null {
  const size = figureTable[kind].size(facts);
  return size === null ? null : figureTable[kind].plan(facts, size);
}

/** The cells of all figures of a code. */
export function countFigureCells(limits: FigureLimits): number {
  return figureKinds.reduce((count, kind) => {
    const size = figureTable[kind].size(limits);
    return count + (size === null ? 0 : size.columns * size.rows);
  }, 0);
}
