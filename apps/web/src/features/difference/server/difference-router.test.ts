import { temporaryStore } from '@hourglass/db/testing';
import { expect, it } from 'vitest';
import { createCallerFactory, router } from '#server/trpc.ts';
import { differenceRouter } from './difference-router.ts';

const createCaller = createCallerFactory(router({ difference: differenceRouter }));

it('names a run that does not exist, and returns no weights if none are recorded', async () => {
  const store = await temporaryStore();
  const run = (seed: number) => ({
    ...{ kind: 'run' as const, fingerprint: String(seed).repeat(64), seed, parameterCount: 7064, totalSteps: 100 },
    ...{ parameters: { dimensions: [784, 8] }, values: { learningRate: 0.01 } },
  });
  await store.sweeps.upsert({
    ...{ name: 'Two seeds', spec: { version: 1 }, specText: null, fingerprint: 'f'.repeat(64), dataset: 'mnist', axes: ['seed'] },
    runs: [run(1), run(2)],
  });
  const feed = () => {
    throw new Error('the difference of runs watches nothing');
  };
  const caller = createCaller({ store: async () => store, writer: async () => store, feed });
  const ids = (await store.runs.list()).map(({ id }) => id);
  const { runs } = await caller.difference.get({ runs: ids });
  expect(runs).toMatchObject([{ sweepName: 'Two seeds', weights: null, row: { seed: 1 } }, { row: { seed: 2 } }]);
  await expect(caller.difference.get({ runs: ['zzzzzzzzzz'] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
