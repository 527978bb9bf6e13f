import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run, Store } from '@hourglass/db';
import { type Checkpoint, decodeCheckpoint } from '@hourglass/model';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { exportRun } from '../commands/export-run.ts';
import { isIdle, tinySweep, workUntil } from '../testing/tiny-sweep.ts';
import { seedFigure } from './figure.ts';
import { weightsNpz } from './npz.ts';
import { bestReconstructions, probeReconstructions, recordedReconstructions } from './probe-reconstructions.ts';

/** A run that learns for some epochs and then diverges, because its learning rate is far too high. */
async function trained(training: string): Promise<{ readonly store: Store; readonly home: string; readonly run: Run }> {
  const { store, home } = await tinySweep(training);
  await workUntil(store, () => isIdle(store));
  const [run] = await store.runs.list({ kind: 'run' });
  if (run === undefined) throw new Error('the sweep has no run');
  expect(run).toMatchObject({ state: 'complete', exitReason: null });
  return { store, home, run };
}

const overshooting = 'epochs: 12, batchSize: 4, optimizer: { kind: sgd }, learningRate: 0.5';

it('exports the parameters of the best epoch or of the last, and the test costs of each', async () => {
  const { store, run } = await trained(overshooting);
  // The premise: the best epoch is not the last.
  expect(run.bestEpoch).toBeLessThan(12);
  const epochs = await store.runs.epochs(run.id);
  const bestTest = epochs.find(({ epoch }) => epoch === run.bestEpoch)?.metrics.test?.cost;
  const mean = (costs: Float32Array | null) => (costs === null ? Number.NaN : costs.reduce((sum, cost) => sum + cost, 0) / costs.length);
  expect(mean(await store.reconstructions.testCosts(run.id, 'best'))).toBeCloseTo(bestTest ?? Number.NaN, 5);
  expect(run.bestTestCost).toBe(bestTest);
  expect(mean(await store.reconstructions.testCosts(run.id, 'last'))).toBeCloseTo(run.lastTestCost ?? Number.NaN, 5);
  for (const at of ['best', 'last'] as const) {
    const checkpoint = await store.recordings.checkpointAt(run.id, at);
    if (checkpoint === null) throw new Error(`there is no ${at} checkpoint`);
    expect(checkpoint.epoch).toBe(at === 'best' ? run.bestEpoch : 12);
    const state: Checkpoint['state'] = decodeCheckpoint(await store.blobs.get(checkpoint.blob)).state;
    const files = unzipSync((await weightsNpz(store, run, at)).content);
    const parameters = Object.keys(state).filter((name) => name.startsWith('parameters/'));
    const names = [
      ...parameters.map((name) => `${name.slice('parameters/'.length)}.npy`),
      'data/mean.npy',
      'data/offset.npy',
      'data/factor.npy',
      'metadata.npy',
    ];
    expect(Object.keys(files).sort()).toEqual(names.sort());
    for (const [name, { values }] of Object.entries(state)) {
      const file = files[`${name.slice('parameters/'.length)}.npy`];
      if (file !== undefined) expect(new Float32Array(file.slice(-values.byteLength).buffer)).toEqual(values);
    }
  }
  expect(await weightsNpz(store, run, 'best')).not.toEqual(await weightsNpz(store, run, 'last'));
});

it('refuses codes and figures of the best epoch, which are those of the last', async () => {
  const { home, run } = await trained(overshooting);
  const out = join(home, 'codes.npy');
  const given = { home, map: 'gray', unit: 'data' };
  for (const requested of [{ codes: out }, { interpolation: out }]) {
    await expect(exportRun(run.id, { ...given, ...requested, checkpoint: 'best' })).rejects.toThrow(
      `--checkpoint: received "best" with codes or figures of the code, which are recorded of the last epoch, 12; the best is ${run.bestEpoch}.`,
    );
  }
  await exportRun(run.id, { ...given, codes: out, checkpoint: 'last' });
  expect((await readFile(out)).length).toBeGreaterThan(128);
});

it.each(['minimise', 'maximise'] as const)(
  'keeps the parameters of the epoch that the metric of the sweep ranks best: %s',
  async (direction) => {
    const model = 'tied: false, code: variational, outputActivation: linear';
    const { store, sweep } = await tinySweep('epochs: 6, batchSize: 10', model, 'scale: auto', `${direction}: validation.kl`);
    await workUntil(store, () => isIdle(store));
    const [run] = await store.runs.list({ kind: 'run' });
    if (run === undefined) throw new Error('the sweep has no run');
    const epochs = await store.runs.epochs(run.id);
    const kls = epochs.map(({ metrics }) => metrics.validation?.kl ?? Number.NaN);
    const best = direction === 'minimise' ? Math.min(...kls) : Math.max(...kls);
    expect(run).toMatchObject({ state: 'complete', exitReason: null, bestEpoch: 1 + kls.indexOf(best), bestValue: best });
    // The two directions choose different epochs.
    expect(Math.min(...kls)).toBeLessThan(Math.max(...kls));
    expect(run.bestValidationCost).toBe(epochs[kls.indexOf(best)]?.metrics.validation?.cost);
    expect((await store.recordings.checkpointAt(run.id, 'best'))?.epoch).toBe(run.bestEpoch);
    expect((await store.sweeps.get(sweep)).best).toMatchObject({ run: run.id, epoch: run.bestEpoch, value: best });
    const [baseline] = await store.runs.list({ kind: 'baseline' });
    expect(baseline).toMatchObject({ bestEpoch: 0, ranking: { name: 'cost' } });
  },
);

it('draws the figure of the best epoch from its recorded picture, whose values are exact to half a level', async () => {
  const { store, run } = await trained(overshooting);
  const last = (await store.reconstructions.list(run.id)).at(-1);
  if (last === undefined) throw new Error('nothing is recorded');
  const [recorded, exact] = [await recordedReconstructions(store, last), await probeReconstructions(store, run)];
  const halfLevel = (last.high - last.low) / 510;
  recorded.values.forEach((value, index) => {
    const clipped = Math.min(last.high, Math.max(last.low, exact.values[index] ?? Number.NaN));
    expect(Math.abs(value - clipped)).toBeLessThan(halfLevel + 1e-6);
  });
  const best = (await store.reconstructions.list(run.id)).find(({ epoch }) => epoch === run.bestEpoch);
  if (best === undefined) throw new Error('the best epoch is not recorded');
  expect(await bestReconstructions(store, run)).toEqual(await recordedReconstructions(store, best));
  expect(await seedFigure(store, run, { map: 'gray', at: 'best' })).not.toEqual(await seedFigure(store, run, { map: 'gray', at: 'last' }));
});

it('exports the exact values if the best epoch is the last', async () => {
  const { store, run } = await trained('epochs: 2, batchSize: 10, learningRate: 0.001');
  expect(run.bestEpoch).toBe(2);
  expect((await bestReconstructions(store, run)).values).toEqual((await probeReconstructions(store, run)).values);
  expect(await weightsNpz(store, run, 'best')).toEqual(await weightsNpz(store, run, 'last'));
});

it('says that a baseline has no weights', async () => {
  const { store } = await trained('epochs: 1, batchSize: 10');
  const [baseline] = await store.runs.list({ kind: 'baseline' });
  if (baseline === undefined) throw new Error('the sweep has no baseline');
  await expect(weightsNpz(store, baseline, 'best')).rejects.toMatchObject({ code: 'NOTHING_RECORDED' });
});
