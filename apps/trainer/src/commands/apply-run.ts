import { writeFile } from 'node:fs/promises';
import { allowedLabels, inFileUnit, labelOf, readLabels, readSamples, scaled } from '@hourglass/datasets';
import type { Run, Store } from '@hourglass/db';
import { loadEngine } from '@hourglass/engine';
import {
  applyModel,
  type CheckpointData,
  decodeCheckpoint,
  encodedProblem,
  type ModelUse,
  rowSizesOf,
  runConfigSchema,
} from '@hourglass/model';
import { type NamedEpoch, namedEpochs } from '@hourglass/model/metrics';
import { formatNumberOf, messageOf } from '@hourglass/presentation';
import { at as valueAt } from '@hourglass/presentation/at';
import { TrainerError } from '../errors.ts';
import { networkDataOf } from '../exporting/network-data.ts';
import { encodeNpy } from '../exporting/npy.ts';
import { givenPath } from '../given-path.ts';
import { printOutput } from '../json/print-output.ts';
import { lowerPriority } from '../lower-priority.ts';
import { addMean } from '../recording/probes.ts';
import { note } from '../terminal/print.ts';
import { oneOf } from './one-of.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface ApplyOptions extends CommonOptions {
  readonly data: string;
  readonly out: string;
  readonly checkpoint: string;
  /** File of the labels of the rows. */
  readonly labels?: string;
  /** One label for all rows. */
  readonly label?: string;
}

/** Applies the network of a trained run to the samples or codes of a file. Samples are in the unit of the run's own data files. */
export function applyRun(use: ModelUse, id: string, options: ApplyOptions): Promise<void> {
  lowerPriority();
  return reading(options, async (store) => {
    const at = oneOf(namedEpochs, '--checkpoint', options.checkpoint);
    const run = await store.runs.get(id);
    if (run.kind !== 'run') throw new TrainerError('BAD_INPUT', `RUN: received ${run.id}, a baseline; only a network can be applied.`);
    const checkpoint = await checkpointOf(store, run, at);
    const { sampleShape, values: data } = await networkDataOf(store, run, decodeCheckpoint(checkpoint));
    if (data === null || sampleShape.length === 0) {
      throw new TrainerError(
        'NOTHING_RECORDED',
        `Run ${run.id} was recorded by an earlier version, which did not store how its data are scaled, and their files can't be read. Train it again with \`runs retry --from-start\`.`,
      );
    }
    const config = runConfigSchema.parse(run.parameters);
    const sizes = rowSizesOf(use, config, sampleShape);
    const what = use === 'decode' ? `the code of run ${run.id}` : `run ${run.id}`;
    const given = await readSamples(givenPath(options.data), '--data', { size: sizes.input, what });
    const problem = use === 'decode' ? encodedProblem(config, given.values) : null;
    if (problem !== null) throw new TrainerError('BAD_INPUT', `--data: ${problem}`);
    const labels = await labelsFor(store, run, options, given.count);
    if (use !== 'decode' && isProbablyScaled(given.values, data)) {
      note(
        `The samples of ${options.data} lie between −1 and 1, but run ${run.id} was trained on bytes, which are divided by ${data.divisor}. Give samples in the unit of its files.`,
      );
    }
    await loadEngine({ threads: 1 });
    const rows = use === 'decode' ? Float32Array.from(given.values) : centred(given.values, data);
    const results = await applyModel(use, { config, sampleShape, checkpoint, ...labels }, rows);
    const isCode = use === 'encode';
    const content = encodeNpy(
      isCode ? [given.count, sizes.output] : [given.count, ...sampleShape],
      isCode ? results : inFileUnit({ divisor: data.divisor, ...scalingOf(data) }, addMean(results, data.mean)),
    );
    const path = givenPath(options.out);
    await writeFile(path, content).catch((error: unknown) => {
      throw new TrainerError('BAD_INPUT', `--out: ${path} could not be written: ${messageOf(error)}`, { cause: error });
    });
    if (options.json) printOutput(`runs ${use}`, { run: run.id, file: path, rows: given.count, values: sizes.output });
    else note(`Wrote ${formatNumberOf(given.count, isCode ? 'code' : 'sample')} to ${path}${isCode ? '' : ', in the unit of the data'}.`);
  });
}

/** The labels of the rows of a run with a condition; nothing for others. @throws TrainerError BAD_INPUT, DatasetError */
async function labelsFor(
  store: Store,
  { id, sweep, parameters }: Run,
  { labels, label }: Pick<ApplyOptions, 'labels' | 'label'>,
  count: number,
): Promise<{ readonly labels?: Uint8Array }> {
  if (runConfigSchema.parse(parameters).condition.kind === 'none') {
    const given = labels === undefined ? label : labels;
    if (given === undefined) return {};
    throw new TrainerError(
      'BAD_INPUT',
      `${labels === undefined ? '--label' : '--labels'}: received "${given}"; run ${id} has no condition and takes no labels.`,
    );
  }
  const known = (await store.sweeps.get(sweep)).facts?.labelFacts;
  if (known === undefined) throw new RangeError(`sweep ${sweep} has a run with a condition and no facts about its labels`);
  if (labels !== undefined && label !== undefined)
    throw new TrainerError('BAD_INPUT', `--label: received "${label}" beside --labels; give one of the two.`);
  if (labels !== undefined) return { labels: await readLabels(givenPath(labels), '--labels', { ...known, count }) };
  if (label === undefined) {
    throw new TrainerError(
      'BAD_INPUT',
      `--labels: missing; run ${id} has the condition "label". Give --labels FILE with one label for each row, or --label NAME for all; ${allowedLabels(known)}.`,
    );
  }
  const found = labelOf(label, known);
  if (found === null) throw new TrainerError('BAD_INPUT', `--label: received "${label}"; ${allowedLabels(known)}.`);
  return { labels: new Uint8Array(count).fill(found) };
}

async function checkpointOf(store: Store, run: Run, at: NamedEpoch): Promise<Uint8Array> {
  const saved = await store.recordings.checkpointAt(run.id, at);
  if (saved === null) {
    const other = at === 'best' ? ' Give --checkpoint last.' : '';
    throw new TrainerError('NOTHING_RECORDED', `Run ${run.id} is ${run.state} and keeps no checkpoint of its ${at} epoch.${other}`);
  }
  return store.blobs.get(saved.blob);
}

/** Whether samples for a run on bytes seem to be divided already. */
function isProbablyScaled(values: Uint8Array | Float32Array, { divisor }: CheckpointData): boolean {
  return (
    divisor > 1 && values instanceof Float32Array && values.every((value) => Math.abs(value) <= 1) && values.some((value) => value !== 0)
  );
}

/** As the network sees samples: `((value − offset) / factor) / divisor − mean`, rounded as in training. */
function centred(values: Uint8Array | Float32Array, data: CheckpointData): Float32Array {
  const { mean, divisor } = data;
  return scaled(scalingOf(data), values).map((value, index) => Math.fround(value / divisor) - valueAt(mean, index % mean.length));
}

function scalingOf({ offset, factor }: CheckpointData) {
  return { offset: [...offset], factor: [...factor] };
}
