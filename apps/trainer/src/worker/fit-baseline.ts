import { mean } from '@hourglass/model';
import { baselineCosts, baselineReconstructions, baselines } from '@hourglass/model/baselines';
import { baselineConfigSchema } from '@hourglass/sweeps';
import type { ClaimedWork } from './claimed-work.ts';

/** Fits a claimed baseline, until its end or an abort, and records it as one epoch, number 0, without steps. */
export async function fitClaimedBaseline(work: ClaimedWork): Promise<void> {
  const { signal } = work;
  try {
    await fitAndRecord(work);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
  }
}

async function fitAndRecord({ claim, dataset, recorder, signal }: ClaimedWork): Promise<void> {
  const { baseline, codeSize } = baselineConfigSchema.parse(claim.run.parameters);
  const started = performance.now();
  const fitted = await baselines[baseline].fit(dataset.train, codeSize, signal);
  const seconds = (performance.now() - started) / 1000;
  const testCosts = await baselineCosts(fitted, dataset.test, signal);
  const validationCosts = await baselineCosts(fitted, dataset.validation, signal);
  const probes = dataset.probeSet.indices;
  await recorder.record({
    kind: 'epoch',
    epoch: 0,
    step: 0,
    lastBatchCost: null,
    trainCostPerSample: fitted.trainCostPerSample,
    validationCostPerSample: mean(validationCosts),
    testCostPerSample: mean(testCosts),
    seconds,
  });
  await recorder.record({
    kind: 'reconstructions',
    epoch: 0,
    reconstructions: baselineReconstructions(fitted, dataset.test, probes),
    costs: Float32Array.from(probes, (row) => testCosts[row] ?? Number.NaN),
  });
  await recorder.record({ kind: 'result', testCosts });
}
