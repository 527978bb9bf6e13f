import { fitsFolder } from '@hourglass/db';
import { mean } from '@hourglass/model';
import { formatDuration } from '@hourglass/presentation';
import { baselineConfigSchema } from '@hourglass/sweeps';
import type { ClaimedWork } from '../claimed-work.ts';
import { fitInThread } from './fit-in-thread.ts';

/** About half a minute of fitting; the state has about 10 MB (docs/adr/0013-long-fits-save-their-state.md). */
const multiplicationsBetweenSaves = 1e10;

/** Fits a claimed baseline, until its end or an abort, and records it as one epoch, number 0, without steps. */
export async function fitClaimedBaseline(work: ClaimedWork): Promise<void> {
  const { signal } = work;
  try {
    await fitAndRecord(work);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
  }
}

async function fitAndRecord(work: ClaimedWork): Promise<void> {
  const { store, claim, dataset, recorder, log, signal } = work;
  const { baseline, codeSize } = baselineConfigSchema.parse(claim.run.parameters);
  const probes = dataset.probeSet.indices;
  const started = performance.now();
  const fitted = await fitInThread(
    {
      baseline,
      codeSize,
      codeSizes: await codeSizesOf(work, baseline),
      probes,
      multiplicationsBetweenSaves,
      train: dataset.train,
      validation: dataset.validation,
      test: dataset.test,
      folder: fitsFolder(store.home),
      contentHash: dataset.contentHash,
      samplesHash: dataset.samplesHash,
    },
    signal,
  );
  const seconds = (performance.now() - started) / 1000;
  if (fitted.cachingFailed !== null) log.warning(`the fit could not be stored for other code sizes: ${fitted.cachingFailed}`);
  const done = fitted.wasContinued ? 'continued after an interruption, completed' : 'fitted';
  const from = fitted.wasCached ? 'reused from an earlier fit of these samples' : `${done} in ${formatDuration(seconds)}`;
  const message = `${baseline}, ${from}: ${fitted.method}.`;
  log.info(message);
  recorder.addEvent({ source: 'worker', kind: 'run.fitted', message, data: { method: fitted.method, wasKept: fitted.wasCached } });
  await recorder.record({
    kind: 'epoch',
    epoch: 0,
    step: 0,
    metrics: {
      train: { cost: fitted.trainCostPerSample },
      ...(fitted.validationCosts.length === 0 ? {} : { validation: { cost: mean(fitted.validationCosts) } }),
      test: { cost: mean(fitted.testCosts) },
    },
    seconds,
  });
  const { reconstructions, probeCosts, testCosts } = fitted;
  await recorder.record({ kind: 'reconstructions', epoch: 0, reconstructions, codes: null, costs: probeCosts, testCosts });
  await recorder.record({ kind: 'result', testCosts, testCodes: null });
}

/** All code sizes that the sweep needs of a baseline: one fit covers them. */
async function codeSizesOf({ store, claim }: ClaimedWork, baseline: string): Promise<readonly number[]> {
  const runs = await store.runs.list({ sweep: claim.run.sweep, kind: 'baseline' });
  const configs = runs.map(({ parameters }) => baselineConfigSchema.parse(parameters));
  return configs.filter((config) => config.baseline === baseline).map(({ codeSize }) => codeSize);
}
