import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Store, thisProcess } from '@hourglass/db';
import { loadEngine } from '@hourglass/engine';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeNpy } from '../exporting/npy.ts';
import { isIdle, tinySweep, workUntil } from '../testing/tiny-sweep.ts';

describe('a worker', () => {
  it('trains every run and fits every baseline, and records each of their steps and epochs', async () => {
    const { store } = await tinySweep('epochs: 3, batchSize: 10, learningRate: [0.01, 0.001]');
    const { warnings } = await workUntil(store, () => isIdle(store));
    expect(warnings).toEqual([]);
    const runs = await store.runs.list();
    expect(runs.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      'baseline complete',
      'baseline complete',
      'run complete',
      'run complete',
    ]);
    for (const run of runs.filter(({ kind }) => kind === 'run')) {
      expect([run.step, run.attempt]).toEqual([run.totalSteps, 1]);
      expect((await store.runs.epochs(run.id)).map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
      const { firstStep, mean } = await store.metrics.series(run.id, 'cost', { width: run.totalSteps });
      expect([firstStep, mean.length, mean.every(Number.isFinite)]).toEqual([1, run.totalSteps, true]);
      expect(run.provenance).toMatchObject({ engine: 'cpu', pid: process.pid });
      const { codeSize } = z.object({ codeSize: z.number() }).parse(run.values);
      const result = await store.reconstructions.result(run.id);
      expect(result?.testCodes?.bytes).toBe(4 * codeSize * (result?.testCosts.length ?? Number.NaN));
      for (const epoch of [1, 2, 3]) {
        const codes = await store.reconstructions.codes(run.id, epoch);
        expect(codes).toHaveLength(codeSize * (await store.reconstructions.costs(run.id, epoch)).length);
      }
      const figures = await store.figures.list(run.id);
      expect(figures.map(({ kind, epoch, format }) => [kind, epoch, format])).toEqual([
        ['gaussian', 3, 'png'],
        ['manifold', 3, 'png'],
        ['interpolation', 3, 'png'],
        ['traversal', 3, 'png'],
      ]);
      for (const { samples, layout } of figures) {
        const { width, height } = decode(await store.blobs.get(samples));
        expect([width, height]).toEqual([3 * layout.columns, 2 * layout.rows.length]);
      }
    }
    expect(await store.workers.list(0)).toEqual([]);
  });

  it('records figures of samples without a picture as their exact values', async () => {
    const { store } = await tinySweep('epochs: 1, batchSize: 10', 'activation: tanh', 'shape: [6]');
    await workUntil(store, () => isIdle(store));
    const [run] = (await store.runs.list()).filter(({ kind }) => kind === 'run');
    const figures = await store.figures.list(run?.id ?? '');
    expect(figures.map(({ kind, format }) => [kind, format])).toEqual([
      ['gaussian', 'float32'],
      ['manifold', 'float32'],
      ['interpolation', 'float32'],
      ['traversal', 'float32'],
    ]);
    for (const { samples, layout, low, high, clippedPixels } of figures) {
      const bytes = await store.blobs.get(samples);
      expect(bytes).toHaveLength(4 * 6 * layout.columns * layout.rows.length);
      const values = new Float32Array(bytes.slice().buffer);
      expect(values.filter((value) => value < low || value > high)).toHaveLength(clippedPixels);
    }
  });

  it('measures the speed of the machine once it is idle, for estimates of sweeps', async () => {
    const { store } = await tinySweep('epochs: 1, batchSize: 10');
    let gflops: number | null | undefined;
    await workUntil(store, async () => {
      gflops = (await store.workers.list(0))[0]?.engine?.gflops;
      return typeof gflops === 'number';
    });
    expect(gflops).toBeGreaterThan(0);
    expect(await isIdle(store)).toBe(true);
  });

  it('resumes an interrupted run to the same weights as an uninterrupted one', async () => {
    const spec = 'epochs: 80, batchSize: 10';
    const whole = await tinySweep(spec);
    await workUntil(whole.store, () => isIdle(whole.store));
    const parts = await tinySweep(spec);
    const runOf = async ({ store }: typeof parts) => (await store.runs.list()).filter(({ kind }) => kind === 'run')[0];
    const isBegun = async () => ((await runOf(parts))?.step ?? 0) > 0 || (await isIdle(parts.store));
    await workUntil(parts.store, isBegun, { checkpointMilliseconds: 1 });
    await workUntil(parts.store, () => isIdle(parts.store), { checkpointMilliseconds: 1 });
    const [one, other] = [await runOf(whole), await runOf(parts)];
    expect(other).toMatchObject({ state: 'complete', attempt: 2, step: one?.step, lastTestCost: one?.lastTestCost });
    const costsOf = async ({ store }: typeof parts, id = '') => [...(await store.metrics.series(id, 'cost', { width: 1_000 })).mean];
    expect(await costsOf(parts, other?.id)).toEqual(await costsOf(whole, one?.id));
    // Content-addressed files: equal hashes are equal bits.
    const codesOf = async ({ store }: typeof parts, id = '') => ({
      figures: (await store.figures.list(id)).map(({ kind, layout, samples }) => ({ kind, layout, samples })),
      testCodes: (await store.reconstructions.result(id))?.testCodes,
      codes: await store.reconstructions.codes(id, 80),
    });
    const codes = await codesOf(whole, one?.id);
    expect(codes.figures).toHaveLength(4);
    expect(await codesOf(parts, other?.id)).toEqual(codes);
  });

  it('resumes a run with XLA if it was started with XLA, to the same weights as an uninterrupted one', async () => {
    const engine = await loadEngine({ only: 'tensorflow' });
    const begun = async () => {
      const tiny = await tinySweep('epochs: 80, batchSize: 10');
      const claim = await tiny.store.leases.claim(thisProcess(), { leaseMilliseconds: 60_000, kind: 'run' });
      if (claim === null) throw new Error('Nothing was waiting to be claimed.');
      await tiny.store.leases.recordExecutor(claim, { name: 'xla', reason: null });
      await tiny.store.leases.release(claim, 'Another goes on.');
      return { ...tiny, run: claim.run.id };
    };
    const [whole, parts] = [await begun(), await begun()];
    await workUntil(whole.store, () => isIdle(whole.store), { engine });
    const hasStep = async () => (await parts.store.runs.get(parts.run)).step > 0 || (await isIdle(parts.store));
    await workUntil(parts.store, hasStep, { engine, checkpointMilliseconds: 1 });
    await workUntil(parts.store, () => isIdle(parts.store), { engine, checkpointMilliseconds: 1 });
    const [one, other] = [await whole.store.runs.get(whole.run), await parts.store.runs.get(parts.run)];
    expect(other).toMatchObject({ state: 'complete', attempt: 3, step: one.step, lastTestCost: one.lastTestCost, executor: one.executor });
    expect(one.executor).toEqual({ name: 'xla', reason: null });
    const costsOf = async (store: Store, id: string) => [...(await store.metrics.series(id, 'cost', { width: 1_000 })).mean];
    expect(await costsOf(parts.store, parts.run)).toEqual(await costsOf(whole.store, whole.run));
  });

  it('fails a run with the reason if its cost is NaN, and trains the next', async () => {
    const { store } = await tinySweep(
      'epochs: 5, batchSize: 10, optimizer: sgd, learningRate: [1000000, 0.01]',
      'activation: linear, outputActivation: linear',
    );
    await workUntil(store, () => isIdle(store));
    const runs = (await store.runs.list()).filter(({ kind }) => kind === 'run');
    expect(runs.map(({ state }) => state).sort()).toEqual(['complete', 'failed']);
    expect(runs.find(({ state }) => state === 'failed')?.exitReason).toMatch(/step \d+/);
  });

  it('fails a run whose data have changed since its sweep was planned, and names the files', async () => {
    const { home, store } = await tinySweep();
    const file = join(home, 'samples.npy');
    await writeFile(file, encodeNpy([60, 2, 3], new Float32Array(360).fill(0.5)));
    await workUntil(store, () => isIdle(store));
    const [run] = (await store.runs.list()).filter(({ kind }) => kind === 'run');
    expect(run).toMatchObject({ state: 'failed', step: 0, exitReason: expect.stringContaining(file) });
  });

  it('does not train a paused run, and stops a stopped one with its results so far', async () => {
    const { store } = await tinySweep('epochs: 2, batchSize: 10, learningRate: [0.01, 0.001]');
    const [paused, stopped] = (await store.runs.list()).filter(({ kind }) => kind === 'run').map(({ id }) => id);
    await store.steering.want({ run: paused ?? '' }, 'pause', { source: 'cli' });
    await store.steering.want({ run: stopped ?? '' }, 'stop', { source: 'cli' });
    const isOver = async () => (await store.runs.list()).every(({ kind, state }) => kind === 'run' || state === 'complete');
    await workUntil(store, isOver);
    expect((await store.runs.get(paused ?? '')).state).toBe('waiting');
    expect((await store.runs.get(stopped ?? '')).state).toBe('stopped');
  });
});
