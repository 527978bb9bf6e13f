import { setImmediate } from 'node:timers/promises';
import { temporaryStore } from '@hourglass/db/testing';
import { describe, expect, it } from 'vitest';
import { sweepPageInput } from '#wire/sweep-page.ts';
import { createCaller } from './root.ts';

async function callerOnSweep(seeds: readonly number[] = [1, 2]) {
  const store = await temporaryStore();
  const run = (seed: number) => ({
    kind: 'run' as const,
    fingerprint: String(seed).padStart(64, '0'),
    seed,
    parameters: { dimensions: [784, 8] },
    values: { dimensions: '784-8', learningRate: 0.001 },
    parameterCount: 7064,
    totalSteps: 100,
  });
  const { sweep } = await store.sweeps.upsert({
    name: 'Two seeds',
    spec: { version: 1 },
    specText: null,
    fingerprint: 'f'.repeat(64),
    dataset: 'mnist',
    axes: ['seed'],
    runs: seeds.map(run),
  });
  const feed = () => {
    throw new Error('these procedures watch nothing');
  };
  return { sweep, store, caller: createCaller({ store: async () => store, writer: async () => store, feed }) };
}

describe('the API', () => {
  it('lists sweeps with their runs by state', async () => {
    const { caller, sweep } = await callerOnSweep();
    expect(await caller.sweeps.list(sweepPageInput('', 1))).toMatchObject({
      total: 1,
      sweeps: [{ id: sweep.id, name: 'Two seeds', counts: { waiting: 2, complete: 0 } }],
    });
    expect(await caller.sweeps.rows({ ids: [sweep.id, 'zzzzzzzzzz'] })).toEqual((await caller.sweeps.list(sweepPageInput('', 1))).sweeps);
  });

  it('reports the progress of an action on many runs, and null after it has ended', async () => {
    const { caller, sweep } = await callerOnSweep(Array.from({ length: 450 }, (_, seed) => seed));
    const actionId = 'chosen by the page';
    let hasEnded = false;
    const steered = caller.steering.steer({ noun: 'sweep', ids: [sweep.id], action: 'stop', actionId }).finally(() => {
      hasEnded = true;
    });
    const seen: unknown[] = [];
    while (!hasEnded) {
      seen.push(await caller.steering.progress({ actionId }));
      await setImmediate();
    }
    expect(await steered).toMatchObject({ done: [{ id: sweep.id }] });
    expect(seen).toContainEqual({ done: expect.any(Number), total: 450 });
    expect(await caller.steering.progress({ actionId })).toBeNull();
  });

  it('steers runs and sweeps, reports the result, and refuses impossible actions with a sentence', async () => {
    const { caller, store, sweep } = await callerOnSweep();
    const [one, two] = await store.runs.list();
    const steer = caller.steering.steer;
    expect(await steer({ noun: 'run', ids: [one?.id ?? ''], action: 'pause' })).toMatchObject({ done: [{ id: one?.id }], refused: [] });
    expect(await steer({ noun: 'sweep', ids: [sweep.id], action: 'stop' })).toMatchObject({ done: [{ id: sweep.id }] });
    expect(await steer({ noun: 'run', ids: [one?.id ?? ''], action: 'resume' })).toMatchObject({
      done: [],
      refused: [{ id: one?.id, reason: expect.stringContaining('is stopped') }],
    });
    await steer({ noun: 'run', ids: [two?.id ?? ''], action: 'retry' });
    expect((await caller.sweeps.get({ id: sweep.id })).counts).toMatchObject({ waiting: 1, stopped: 1 });
    expect(await caller.steering.wouldFree({ noun: 'run', ids: [two?.id ?? ''] })).toMatchObject({ runs: 1, fileBytes: 0 });
    await steer({ noun: 'run', ids: [two?.id ?? ''], action: 'remove' });
    expect((await caller.sweeps.get({ id: sweep.id })).counts).toMatchObject({ waiting: 0, stopped: 1 });
    await steer({ noun: 'run', ids: [two?.id ?? ''], action: 'restore' });
    expect((await caller.sweeps.get({ id: sweep.id })).counts).toMatchObject({ waiting: 1, stopped: 1 });
    const eventKinds = (await store.events.after(0, 100)).filter(({ source }) => source === 'web').map(({ kind }) => kind);
    expect(eventKinds).toEqual(['run.pause', 'sweep.stop', 'run.stopped', 'run.stopped', 'run.retried', 'run.deleted', 'run.restored']);
    await expect(caller.steering.extend({ id: one?.id ?? '', epochs: 0 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await caller.steering.usage({ sweep: sweep.id })).toMatchObject({ sweepBytes: 0, budgetBytes: null });
    expect(await caller.logs.ofRun({ id: one?.id ?? '' })).toEqual([]);
  });

  it.each([
    ['an unknown id', 'zzzzzzzzzz', 'NOT_FOUND'],
    ['a path', '../../etc/passwd', 'BAD_REQUEST'],
    ['nothing', '', 'BAD_REQUEST'],
  ])('answers %s with a sentence and a code', async (_, id, code) => {
    const { caller } = await callerOnSweep();
    await expect(caller.sweeps.get({ id })).rejects.toMatchObject({ code, message: expect.stringMatching(/\w{3,}/) });
  });
});
