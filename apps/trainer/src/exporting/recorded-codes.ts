import type { ProbeSet, Run, Store } from '@hourglass/db';
import { describeNetwork, runConfigSchema } from '@hourglass/model/config';
import { type FigureKind, type FigureLayout, figureTable } from '@hourglass/model/figures';
import { TrainerError } from '../errors.ts';
import { atlasValues } from './atlas-values.ts';

interface RecordedCodes {
  /** `[count, encodedSize]`: of a quantized code, the number of the code at each position. */
  readonly shape: readonly [count: number, encodedSize: number];
  readonly values: Float32Array;
}

/** The codes of the first test samples at the end of a run. @throws TrainerError NOTHING_RECORDED */
export async function recordedTestCodes(store: Store, run: Run): Promise<RecordedCodes> {
  const result = await store.reconstructions.result(run.id);
  if (result === null || result.testCodes === null) throw missing(run, 'codes of test samples');
  const { probeSet } = await lastProbes(store, run);
  const values = floatsOf(await store.blobs.get(result.testCodes));
  const { encodedSize } = describeNetwork(runConfigSchema.parse(run.parameters), probeSet.sampleShape);
  return { shape: [values.length / encodedSize, encodedSize], values };
}

async function lastProbes(store: Store, run: Run): Promise<{ readonly probeSet: ProbeSet }> {
  const last = (await store.reconstructions.list(run.id)).at(-1);
  if (last === undefined) throw missing(run, 'reconstructions');
  return { probeSet: await store.reconstructions.probeSet(last.probeSet) };
}

interface RecordedFigure {
  readonly probeSet: ProbeSet;
  readonly layout: FigureLayout;
  /** `[rows · columns, size]`, in the data's own range. */
  readonly values: Float32Array;
  /** Whether they are the decoder's own float32 values, and not those of an 8-bit picture. */
  readonly isExact: boolean;
}

/** The samples of a figure of a run's code. @throws TrainerError NOTHING_RECORDED */
export async function recordedFigure(store: Store, run: Run, kind: FigureKind): Promise<RecordedFigure> {
  const figure = (await store.figures.list(run.id)).find((each) => each.kind === kind);
  if (figure === undefined) throw missing(run, `figure "${figureTable[kind].title}"`);
  const { layout, format, low, high } = figure;
  const probeSet = await store.reconstructions.probeSet(figure.probeSet);
  const content = await store.blobs.get(figure.samples);
  const { columns, rows } = layout;
  const values =
    format === 'float32'
      ? floatsOf(content)
      : atlasValues({
          png: content,
          columns,
          count: columns * rows.length,
          kind: probeSet.kind,
          sampleShape: probeSet.sampleShape,
          low,
          high,
        });
  return { probeSet, layout, values, isExact: format === 'float32' };
}

function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}

function missing({ id, state }: Run, what: string): TrainerError {
  return new TrainerError(
    'NOTHING_RECORDED',
    `Run ${id} is ${state} and has no ${what}. A run of this version records its codes when it completes, and the figures that its code has (docs/sweeps.md#codes-and-figures).`,
  );
}
