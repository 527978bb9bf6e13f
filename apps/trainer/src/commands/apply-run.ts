import { readSamples } from '@hourglass/datasets';
import { loadEngine } from '@hourglass/engine';
import { applyModel, type CheckpointData, encodedProblem, type ModelUse, rowSizesOf } from '@hourglass/model';
import { namedEpochs } from '@hourglass/model/metrics';
import { formatNumberOf } from '@hourglass/presentation';
import { type LabelOptions, labelsFor } from '../applying/row-labels.ts';
import { centred, inDataUnit, openNetwork } from '../applying/trained-network.ts';
import { writeOut } from '../applying/write-out.ts';
import { TrainerError } from '../errors.ts';
import { encodeNpy } from '../exporting/npy.ts';
import { givenPath } from '../given-path.ts';
import { printOutput } from '../json/print-output.ts';
import { lowerPriority } from '../lower-priority.ts';
import { note } from '../terminal/print.ts';
import { oneOf } from './one-of.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface ApplyOptions extends CommonOptions, LabelOptions {
  readonly data: string;
  readonly out: string;
  readonly checkpoint: string;
}

/** Applies the network of a trained run to the samples or codes of a file. Samples are in the unit of the run's own data files. */
export function applyRun(use: ModelUse, id: string, options: ApplyOptions): Promise<void> {
  lowerPriority();
  return reading(options, async (store) => {
    const at = oneOf(namedEpochs, '--checkpoint', options.checkpoint);
    const run = await store.runs.get(id);
    const { config, sampleShape, checkpoint, data } = await openNetwork(store, run, at);
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
      isCode ? results : inDataUnit(results, data),
    );
    const path = await writeOut(options.out, content);
    if (options.json) printOutput(`runs ${use}`, { run: run.id, file: path, rows: given.count, values: sizes.output });
    else note(`Wrote ${formatNumberOf(given.count, isCode ? 'code' : 'sample')} to ${path}${isCode ? '' : ', in the unit of the data'}.`);
  });
}

/** Whether samples for a run on bytes seem to be divided already. */
function isProbablyScaled(values: Uint8Array | Float32Array, { divisor }: CheckpointData): boolean {
  return (
    divisor > 1 && values instanceof Float32Array && values.every((value) => Math.abs(value) <= 1) && values.some((value) => value !== 0)
  );
}
