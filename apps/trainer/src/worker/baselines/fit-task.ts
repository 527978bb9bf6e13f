import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { baselineCosts, baselineReconstructions, baselines, type FitState, type LinearFit, linearModel } from '@hourglass/model/baselines';
import { messageOf } from '@hourglass/presentation';
import type { BaselineOutcome, BaselineTask } from './baseline-task.ts';
import { fitSchema, fitStateSchema, readCached, writeCached } from './cached-fits.ts';

type FoundFit = Pick<BaselineOutcome, 'wasCached' | 'wasContinued' | 'cachingFailed'> & { readonly fit: LinearFit };

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
  const cached = readCached(file, fitSchema);
  if (cached !== null) return { fit: cached, wasCached: true, wasContinued: false, cachingFailed: null };
  const stateFile = `${file}.progress`;
  const saved = readCached(stateFile, fitStateSchema);
  let cachingFailed: string | null = null;
  const tryToCache = (write: () => void) => {
    try {
      write();
    } catch (error) {
      // The fit continues, although it can't be reused or resumed; its log says so.
      cachingFailed = messageOf(error);
    }
  };
  const progress = {
    saved,
    multiplications: task.multiplicationsBetweenSaves,
    save: (state: FitState) => tryToCache(() => writeCached(stateFile, state)),
  };
  const fit = baselines[baseline].fit(train, codeSizes, progress);
  tryToCache(() => {
    writeCached(file, fit);
    rmSync(stateFile, { force: true });
  });
  return { fit, wasCached: false, wasContinued: saved !== null, cachingFailed };
}
