export { recordedSourcesOf } from '../generation/code-sources.ts';
export { axisValues } from './axis.ts';
export type { CodeFacts, FigureDefinition, FigureLimits, FigurePlan } from './figure.ts';
export * from './layout.ts';
export { countFigureCells, maxCellsOf } from './plan-figure.ts';
export { type FigureKind, figureKinds, figureTable } from './registry.ts';
