import type { CompiledProgram, ResidentSamples, RowInput, RowInputs } from '@hourglass/engine/contract';
import { sizeOfShape } from '@hourglass/presentation';
import { entry, floatAt } from '../checked.ts';
import { maxRecordedCodes } from '../codes/code-config.ts';
import { cellProbes } from '../figures/cell-probes.ts';
import type { CodeFacts, FigurePlan } from '../figures/figure.ts';
import type { FigureLayout } from '../figures/layout.ts';
import { maxCellsOf, planFigure } from '../figures/plan-figure.ts';
import { type FigureKind, figureKinds } from '../figures/registry.ts';
import { type CodeSource, isFittedSource, maxFittedCodes } from '../generation/code-sources.ts';
import { mapValues } from '../map-values.ts';
import { allRows } from './evaluate.ts';
import type { TrainingFunctions } from './training-functions.ts';

/** The codes of the first test samples, `[count, encodedSize]`. */
export async function testCodesOf(
  program: CompiledProgram,
  { codes }: TrainingFunctions,
  test: ResidentSamples,
  labelsOf: (rows: Int32Array) => RowInputs,
): Promise<Float32Array> {
  const rows = allRows(test).subarray(0, maxRecordedCodes);
  return entry(await program.evaluate(codes, test, rows, labelsOf(rows)), 'code');
}

/** Those of the first training samples, for a distribution that is fitted to them; none where no recorded figure has one. */
export async function trainCodesOf(
  program: CompiledProgram,
  { codes }: TrainingFunctions,
  { train, sources, labelsOf }: TrainCodes,
): Promise<Float32Array> {
  if (!sources.some(isFittedSource)) return new Float32Array();
  const rows = allRows(train).subarray(0, maxFittedCodes);
  return entry(await program.evaluate(codes, train, rows, labelsOf(rows)), 'code');
}

interface TrainCodes {
  readonly train: ResidentSamples;
  readonly sources: readonly CodeSource[];
  readonly labelsOf: (rows: Int32Array) => RowInputs;
}

export interface DecodedFigure {
  readonly figure: FigureKind;
  readonly layout: FigureLayout;
  /** `[cells, size]`, row by row, in the model's space. */
  readonly values: Float32Array;
}

/**
 * Decodes each figure that the code has, one after the other. None where a code is not finite, which has no place on an axis.
 *
 * @param labels what the decoder gets of the labels of the probe samples; empty without a condition
 */
export async function* decodeFigures(
  program: CompiledProgram,
  { decoded }: TrainingFunctions,
  { sampleSize, ...facts }: Omit<CodeFacts, 'maxCells' | 'probeCount'> & { readonly sampleSize: number },
  labels: RowInputs,
): AsyncGenerator<DecodedFigure, void> {
  if (![facts.testCodes, facts.probeCodes, facts.trainCodes].every((codes) => codes.every(Number.isFinite))) return;
  const limits = { probeCount: facts.probeCodes.length / facts.codeSize, maxCells: maxCellsOf(sampleSize) };
  for (const figure of figureKinds) {
    const plan = planFigure(figure, { ...facts, ...limits });
    if (plan === null) continue;
    const codes = asSamples(plan, facts.codeSize);
    const inputs = mapValues(labels, (label) => mixedLabels(label, plan.layout));
    yield { figure, layout: plan.layout, values: entry(await program.evaluate(decoded, codes, allRows(codes), inputs), 'reconstruction') };
  }
}

/** The labels of the cells, from those of the probe samples. */
function mixedLabels({ shape, values }: RowInput, layout: FigureLayout): RowInput {
  const size = sizeOfShape(shape);
  const cells = cellProbes(layout);
  const mixed = new Float32Array(cells.length * size);
  for (const [cell, { first, second, share }] of cells.entries()) {
    for (let index = 0; index < size; index++) {
      mixed[cell * size + index] = (1 - share) * floatAt(values, first * size + index) + share * floatAt(values, second * size + index);
    }
  }
  return { shape, values: mixed };
}

/** Codes as an evaluation receives its batches: as they are. */
function asSamples({ codes }: FigurePlan, size: number): ResidentSamples {
  return { count: codes.length / size, size, values: codes, divisor: 1, mean: new Float32Array(size) };
}
