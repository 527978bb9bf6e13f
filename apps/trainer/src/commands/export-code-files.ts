import type { Run, Store } from '@hourglass/db';
import { type FigureKind, figureKinds } from '@hourglass/model/figures';
import { encodeNpy } from '../exporting/npy.ts';
import { recordedFigure, recordedTestCodes } from '../exporting/recorded-codes.ts';
import { conversionTo, unitText, type ValueUnitName } from '../exporting/value-units.ts';
import { type ExportedFile, pathOf, type RequestedFile } from './exported-file.ts';

/** Files of a run's code: codes of test samples, and a figure for each kind. */
export interface CodeFileOptions extends Readonly<Partial<Record<FigureKind, RequestedFile>>> {
  readonly codes?: RequestedFile;
}

/** The requested files. */
export function requestedCodeFiles(options: CodeFileOptions): readonly RequestedFile[] {
  return [options.codes, ...figureKinds.map((kind) => options[kind])].flatMap((file) => file ?? []);
}

/** @throws TrainerError NOTHING_RECORDED */
export async function codeFiles(store: Store, run: Run, options: CodeFileOptions, unit: ValueUnitName): Promise<readonly ExportedFile[]> {
  const files: ExportedFile[] = [];
  if (options.codes !== undefined) {
    const { shape, values } = await recordedTestCodes(store, run);
    const path = pathOf(options.codes, { kind: 'codes', of: run.id }, 'npy');
    files.push({ path, content: encodeNpy(shape, values), what: ', of the last epoch' });
  }
  for (const kind of figureKinds) {
    const file = options[kind];
    if (file === undefined) continue;
    const { probeSet, layout, values, isExact } = await recordedFigure(store, run, kind);
    const inUnit = await conversionTo({ unit, scaling: probeSet.scaling }, store, run);
    const shape = [layout.rows.length, layout.columns, ...probeSet.sampleShape];
    files.push({
      path: pathOf(file, { kind: 'figure', which: kind, of: run.id }, 'npy'),
      content: encodeNpy(shape, inUnit(values)),
      what: `, of the last epoch${unitText(unit)}${isExact ? '' : ', as its 8-bit picture has them'}`,
    });
  }
  return files;
}
