import { temporaryStore } from '@hourglass/db/testing';
import { describe, expect, it } from 'vitest';
import { createCaller } from './root.ts';

async function callerOnSweep() {
  const store = await temporaryStore();
  const run = (seed: number) => ({
    kind: 'run' as const,
    fingerprint: String(seed).repeat(64),
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
    runs: [run(1), run(2)],
  });
  const feed = () => {
    throw new Error('these procedures watch nothing');
  };
  return { sweep, store, caller: createCaller({ store: async () => store, writer: async () => store, feed }) };
}

describe('the API', () => {
  it('lists sweeps with their runs by state', async () => {
    const { caller, sweep } = await callerOnSweep();
    expect(await caller.sweeps.list()).toMatchObject([{ id: sweep.id, name: 'Two seeds', counts: { waiting: 2, complete: 0 } }]);
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
