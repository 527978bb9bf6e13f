import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { baselineCosts, baselineReconstructions, baselines, type FitState, type LinearFit, linearModel } from '@hourglass/model/baselines';
import { messageOf } from '@hourglass/presentation';
import type { BaselineOutcome, BaselineTask } from './baseline-task.ts';
import { fitSchema, fitStateSchema, readKept, writeKept } from './kept-fits.ts';

type FoundFit = Pick<BaselineOutcome, 'wasKept' | 'wasContinued' | 'keepingFailed'> & { readonly fit: LinearFit };

/** Fits a baseline, or reads a cached fit, and evaluates it. Blocks the thread for a second to an hour. */
export function fitBaseline(task: BaselineTask): BaselineOutcome {
  const { fit, ...found } = findFit(task);
  const fitted = linearModel(fit, task.codeSize);
  const testCosts = baselineCosts(fitted, task.test);
  return {
    ...found,
    method: fit.method,
    trainCostPerSample: fitted.trainCostPerSample,
    validationCosts: baselineCosts(fitted, task.validation),
    testCosts,
    reconstructions: baselineReconstructions(fitted, task.test, task.probes),
    probeCosts: Float32Array.from(task.probes, (row) => costOf(testCosts, row)),
  };
}

function costOf(costs: Float32Array, row: number): number {
  const cost = costs[row];
  if (cost === undefined) throw new RangeError(`probe ${row} is not among the ${costs.length} test samples`);
  return cost;
}

/** The content hash comes first: the store keeps the fits of data that its sweeps have (packages/db/src/storage/fit-files.ts). */
function fitName({ contentHash, samplesHash }: Pick<BaselineTask, 'contentHash' | 'samplesHash'>, key: string): string {
  return [contentHash, ...(samplesHash === contentHash ? [] : [samplesHash]), key].join('-');
}

function findFit(task: BaselineTask): FoundFit {
  const { baseline, codeSizes, train, folder } = task;
  const file = join(folder, fitName(task, baselines[baseline].key(codeSizes)));
  const kept = readKept(file, fitSchema);
  if (kept !== null) return { fit: kept, wasKept: true, wasContinued: false, keepingFailed: null };
  const stateFile = `${file}.progress`;
  const saved = readKept(stateFile, fitStateSchema);
  let keepingFailed: string | null = null;
  const keep = (write: () => void) => {
    try {
      write();
    } catch (error) {
      // The fit goes on: it can't be reused or continued, which its log says.
      keepingFailed = messageOf(error);
    }
  };
  const progress = {
    saved,
    multiplications: task.multiplicationsBetweenSaves,
    save: (state: FitState) => keep(() => writeKept(stateFile, state)),
  };
  const fit = baselines[baseline].fit(train, codeSizes, progress);
  keep(() => {
    writeKept(file, fit);
    rmSync(stateFile, { force: true });
  });
  return { fit, wasKept: false, wasContinued: saved !== null, keepingFailed };
}
