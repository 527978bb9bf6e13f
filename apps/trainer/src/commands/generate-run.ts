import type { Run, Store } from '@hourglass/db';
import { loadEngine } from '@hourglass/engine';
import { applyModel, rowSizesOf } from '@hourglass/model';
import { codeSampler, codeSourceProblem, codeSources, drawCodes, isFittedSource, maxFittedCodes } from '@hourglass/model/generation';
import { namedEpochs } from '@hourglass/model/metrics';
import { formatNumberOf, sizeOfShape } from '@hourglass/presentation';
import { parseSpec } from '@hourglass/sweeps';
import { type LabelOptions, labelsFor } from '../applying/row-labels.ts';
import { inDataUnit, openNetwork, type TrainedNetwork, withoutMean } from '../applying/trained-network.ts';
import { writeOut } from '../applying/write-out.ts';
import { TrainerError } from '../errors.ts';
import { encodeNpy } from '../exporting/npy.ts';
import { printOutput } from '../json/print-output.ts';
import { lowerPriority } from '../lower-priority.ts';
import { loadPlanned, requirePlannedLabels } from '../planned-dataset.ts';
import { note } from '../terminal/print.ts';
import { oneOf } from './one-of.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface GenerateOptions extends CommonOptions, LabelOptions {
  readonly count: number;
  readonly seed: number;
  readonly source: string;
  readonly out: string;
  readonly checkpoint: string;
}

/**
 * Draws codes and writes what the decoder makes of them, in the unit of the run's own data files. The code of a sample is a function of the seed and the
 * number of the sample. A distribution that codes are drawn from is fitted to those of the first training samples, for which the files of the data set are
 * read.
 */
export function generateRun(id: string, options: GenerateOptions): Promise<void> {
  lowerPriority();
  return reading(options, async (store) => {
    const at = oneOf(namedEpochs, '--checkpoint', options.checkpoint);
    const source = oneOf(codeSources, '--source', options.source);
    const { count, seed } = options;
    const run = await store.runs.get(id);
    const network = await openNetwork(store, run, at);
    const { config, sampleShape, data } = network;
    const encodedSize = rowSizesOf('encode', config, sampleShape).output;
    const problem = codeSourceProblem(source, config, encodedSize);
    if (problem !== null) throw new TrainerError('BAD_INPUT', `--source: ${problem}`);
    requireWritableCount(count, sizeOfShape(sampleShape));
    const labels = await labelsFor(store, run, options, count);
    await loadEngine({ threads: 1 });
    const codes = isFittedSource(source) ? await trainingCodes(store, run, network) : new Float32Array();
    const sampler = codeSampler(source, config, { encodedSize, codes, seed: run.seed });
    const samples = await applyModel('decode', { ...network, ...labels }, drawCodes(sampler, { seed, count, encodedSize }));
    const file = await writeOut(options.out, encodeNpy([count, ...sampleShape], inDataUnit(samples, data)));
    if (options.json) printOutput('runs generate', { run: run.id, file, rows: count, values: sizeOfShape(sampleShape), source, seed });
    else note(`Wrote ${formatNumberOf(count, 'sample')} to ${file}, in the unit of the data.`);
  });
}

/** Values of all samples: 400 MB. */
const maxValues = 100e6;

function requireWritableCount(count: number, sampleSize: number): void {
  const most = Math.floor(maxValues / sampleSize);
  if (count <= most) return;
  throw new TrainerError(
    'BAD_INPUT',
    `--count: received ${count}; at most ${most} samples of ${sampleSize} values are written at once. Give a smaller --count, and another --seed for more.`,
  );
}

/** The codes of the first training samples. @throws TrainerError DATA_CHANGED, DatasetError where their files can't be read */
async function trainingCodes(store: Store, run: Run, network: TrainedNetwork): Promise<Float32Array> {
  const { spec, facts } = await store.sweeps.get(run.sweep);
  const dataset = await loadPlanned(store, parseSpec(spec).dataset, facts);
  requirePlannedLabels(run, dataset, facts);
  const { trainLabels, train } = dataset;
  const count = Math.min(maxFittedCodes, train.count);
  // They were scaled when they were read.
  const rows = withoutMean(train.values.subarray(0, count * train.size), train);
  const labels = network.config.condition.kind === 'none' || trainLabels === null ? {} : { labels: trainLabels.subarray(0, count) };
  return applyModel('encode', { ...network, ...labels }, rows);
}
