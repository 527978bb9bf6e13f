import type { CompiledProgram, ResidentSamples, RowInputs } from '@hourglass/engine/contract';
import { entry } from '../checked.ts';
import type { CodeFacts, FigurePlan } from '../figures/figure.ts';
import type { FigureLayout } from '../figures/layout.ts';
import { maxCellsOf, planFigure } from '../figures/plan-figure.ts';
import { type FigureKind, figureKinds } from '../figures/registry.ts';
import { allRows } from './evaluate.ts';
import type { TrainingFunctions } from './training-functions.ts';

/** Test samples whose codes are recorded. */
const maxCodes = 10_000;

/** The mean codes of the first test samples, `[count, codeSize]`. */
export async function testCodesOf(
  program: CompiledProgram,
  { codes }: TrainingFunctions,
  test: ResidentSamples,
  labelsOf: (rows: Int32Array) => RowInputs,
): Promise<Float32Array> {
  const rows = allRows(test).subarray(0, maxCodes);
  return entry(await program.evaluate(codes, test, rows, labelsOf(rows)), 'code');
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
 * A decoder that needs more than a code (labels) has no figures until their plans say what each cell gets.
 */
export async function* decodeFigures(
  program: CompiledProgram,
  { decoded }: TrainingFunctions,
  { sampleSize, ...facts }: Omit<CodeFacts, 'maxCells' | 'probeCount'> & { readonly sampleSize: number },
): AsyncGenerator<DecodedFigure, void> {
  if (![facts.testCodes, facts.probeCodes].every((codes) => codes.every(Number.isFinite))) return;
  const limits = { probeCount: facts.probeCodes.length / facts.codeSize, maxCells: maxCellsOf(sampleSize) };
  for (const figure of figureKinds) {
    const plan = planFigure(figure, { ...facts, ...limits });
    if (plan === null) continue;
    const codes = asSamples(plan, facts.codeSize);
    yield { figure, layout: plan.layout, values: entry(await program.evaluate(decoded, codes, allRows(codes)), 'reconstruction') };
  }
}

/** Codes as an evaluation receives its batches: as they are. */
function asSamples({ codes }: FigurePlan, size: number): ResidentSamples {
  return { count: codes.length / size, size, values: codes, divisor: 1, mean: new Float32Array(size) };
}
