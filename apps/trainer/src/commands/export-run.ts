import { writeFile } from 'node:fs/promises';
import type { Run, Store } from '@hourglass/db';
import { type NamedEpoch, namedEpochs } from '@hourglass/model/metrics';
import { messageOf } from '@hourglass/presentation';
import { colourMaps } from '@hourglass/presentation/colour-maps';
import { TrainerError } from '../errors.ts';
import { epochsCsv, stepsCsv } from '../exporting/csv.ts';
import { seedFigure } from '../exporting/figure.ts';
import { encodeNpy } from '../exporting/npy.ts';
import { weightsNpz } from '../exporting/npz.ts';
import { bestReconstructions, probeReconstructions } from '../exporting/probe-reconstructions.ts';
import { conversionTo, unitText, valueUnits } from '../exporting/value-units.ts';
import { givenPath } from '../given-path.ts';
import { printOutput } from '../json/print-output.ts';
import { describeRunWithEpochs } from '../json/run-json.ts';
import { lowerPriority } from '../lower-priority.ts';
import { note } from '../terminal/print.ts';
import { type CodeFileOptions, codeFiles, requestedCodeFiles } from './export-code-files.ts';
import { type ExportedFile, pathOf, type RequestedFile } from './exported-file.ts';
import { oneOf } from './one-of.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface ExportOptions extends CommonOptions, CodeFileOptions {
  readonly figure?: RequestedFile;
  readonly map: string;
  readonly csv?: RequestedFile;
  readonly steps?: boolean;
  readonly weights?: RequestedFile;
  readonly reconstructions?: RequestedFile;
  readonly originals?: RequestedFile;
  /** The epoch whose figure, weights and reconstructions are exported. */
  readonly checkpoint: string;
  /** The unit of exported samples: a name of `valueUnits`. */
  readonly unit: string;
}

/** Computes every requested file before it writes any. */
export function exportRun(id: string, options: ExportOptions): Promise<void> {
  lowerPriority();
  return reading(options, async (store) => {
    const requested = [
      options.figure,
      options.csv,
      options.weights,
      options.reconstructions,
      options.originals,
      ...requestedCodeFiles(options),
    ];
    if (requested.every((file) => file === undefined) && !options.json) {
      throw new TrainerError(
        'BAD_INPUT',
        'runs export: nothing to export; give --figure [FILE], --csv [FILE], --json, --weights [FILE], --reconstructions [FILE], --originals [FILE], --codes [FILE], or a figure of the code.',
      );
    }
    const map = oneOf(colourMaps, '--map', options.map);
    const at = oneOf(namedEpochs, '--checkpoint', options.checkpoint);
    const run = await store.runs.get(id);
    await requireRecordedCodes(store, run, { at, options });
    const named = { of: run.id, isBest: at === 'best' };
    const epoch = await epochText(store, run, at);
    const csv = options.csv === undefined ? null : options.steps ? await stepsCsv(store, run) : await epochsCsv(store, run);
    const files: ExportedFile[] = [];
    if (options.figure !== undefined)
      files.push({
        path: pathOf(options.figure, { ...named, kind: 'figure' }, 'png'),
        content: await seedFigure(store, run, { map, at }),
        what: epoch,
      });
    if (options.weights !== undefined) {
      const { content, hasData } = await weightsNpz(store, run, at);
      files.push({
        path: pathOf(options.weights, { ...named, kind: 'weights' }, 'npz'),
        content,
        what: hasData ? epoch : `${epoch}, ${withoutData}`,
      });
    }
    files.push(...(await sampleFiles(store, run, { ...options, at, epoch })));
    files.push(...(await codeFiles(store, run, options, oneOf(valueUnits, '--unit', options.unit))));
    if (typeof options.csv === 'string' && csv !== null) files.push({ path: options.csv, content: csv, what: '' });
    for (const file of files) await save(file);
    if (options.csv === true && csv !== null) process.stdout.write(csv);
    if (options.json) printOutput('runs export', await describeRunWithEpochs(store, run));
  });
}

/** Codes and figures are recorded at the end of a run. @throws TrainerError BAD_INPUT where those of an earlier epoch are requested */
async function requireRecordedCodes(
  store: Store,
  run: Run,
  { at, options }: { readonly at: NamedEpoch; readonly options: ExportOptions },
): Promise<void> {
  if (at !== 'best' || requestedCodeFiles(options).length === 0) return;
  const last = (await store.runs.epochs(run.id)).at(-1)?.epoch;
  if (run.bestEpoch === null || run.bestEpoch === last) return;
  throw new TrainerError(
    'BAD_INPUT',
    `--checkpoint: received "best" with codes or figures of the code, which are recorded of the last epoch, ${last}; the best is ${run.bestEpoch}. Leave out --checkpoint, or encode samples with \`./hourglass runs encode ${run.id} --checkpoint best --data FILE --out FILE.npy\`.`,
  );
}

const withoutData =
  'without mean and scale of the data: an earlier version did not record them, and the files of the data set are gone or have changed';

/** The probe samples and their reconstructions, as far as they are requested. */
async function sampleFiles(
  store: Store,
  run: Run,
  { originals, reconstructions, unit: given, at, epoch }: Sampled,
): Promise<readonly ExportedFile[]> {
  const unit = oneOf(valueUnits, '--unit', given);
  if (originals === undefined && reconstructions === undefined) return [];
  const { probeSet, values, isExact } = await (at === 'best' ? bestReconstructions(store, run) : probeReconstructions(store, run));
  const inUnit = await conversionTo({ unit, scaling: probeSet.scaling }, store, run);
  const encode = (samples: Float32Array) => encodeNpy([probeSet.indices.length, ...probeSet.sampleShape], inUnit(samples));
  const precision = isExact ? '' : ', as its 8-bit picture has them: only those of the last epoch are kept exactly';
  const what = unitText(unit);
  return [
    ...(reconstructions === undefined
      ? []
      : [
          {
            path: pathOf(reconstructions, { kind: 'reconstructions', of: run.id, isBest: at === 'best' }, 'npy'),
            content: encode(values),
            what: `${epoch}${what}${precision}`,
          },
        ]),
    ...(originals === undefined
      ? []
      : [{ path: pathOf(originals, { kind: 'originals', of: run.id }, 'npy'), content: encode(probeSet.originals), what }]),
  ];
}

interface Sampled extends Pick<ExportOptions, 'originals' | 'reconstructions' | 'unit'> {
  readonly at: NamedEpoch;
  readonly epoch: string;
}

/** `, of the best epoch, 22 (the last is 30)` */
async function epochText(store: Store, { id, kind, bestEpoch }: Run, at: NamedEpoch): Promise<string> {
  const last = (await store.runs.epochs(id)).at(-1)?.epoch;
  if (kind === 'baseline' || last === undefined || bestEpoch === null) return '';
  const [chosen, other] = at === 'best' ? [bestEpoch, `the last is ${last}`] : [last, `the best is ${bestEpoch}`];
  return bestEpoch === last ? `, of epoch ${last}, the best and the last` : `, of the ${at} epoch, ${chosen} (${other})`;
}

async function save({ path, content, what }: ExportedFile): Promise<void> {
  try {
    await writeFile(givenPath(path), content);
    note(`Wrote ${path}${what}.`);
  } catch (error) {
    throw new TrainerError('BAD_INPUT', `"${path}" could not be written: ${messageOf(error)}`, { cause: error });
  }
}
