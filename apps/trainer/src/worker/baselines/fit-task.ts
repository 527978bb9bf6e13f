import { join } from 'node:path';
import { baselineCosts, baselineReconstructions, baselines, type LinearFit, linearModel } from '@hourglass/model/baselines';
import { messageOf } from '@hourglass/presentation';
import type { BaselineOutcome, BaselineTask } from './baseline-task.ts';
import { readFit, writeFit } from './kept-fits.ts';

type FoundFit = Pick<BaselineOutcome, 'wasKept' | 'keepingFailed'> & { readonly fit: LinearFit };

/** Fits a baseline, or reads a cached fit, and evaluates it. Blocks the thread for seconds to minutes. */
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

function findFit({ baseline, codeSizes, train, folder, contentHash, samplesHash }: BaselineTask): FoundFit {
  const file = join(folder, fitName({ contentHash, samplesHash }, baselines[baseline].key(codeSizes)));
  const kept = readFit(file);
  if (kept !== null) return { fit: kept, wasKept: true, keepingFailed: null };
  const fit = baselines[baseline].fit(train, codeSizes);
  try {
    writeFit(file, fit);
    return { fit, wasKept: false, keepingFailed: null };
  } catch (error) {
    return { fit, wasKept: false, keepingFailed: messageOf(error) };
  }
}
