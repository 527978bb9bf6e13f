import { temporaryStore } from '@hourglass/db/testing';
import { describe, expect, it } from 'vitest';
import { createCallerFactory, router } from '#server/trpc.ts';
import { runListRouter } from './run-list-router.ts';

const createCaller = createCallerFactory(router({ runList: runListRouter }));

async function callerOnRuns() {
  const store = await temporaryStore();
  const run = (seed: number, values: Record<string, number | string>) => ({
    ...{ kind: 'run' as const, fingerprint: String(seed).repeat(64), seed, values, parameterCount: 7064, totalSteps: 100 },
    parameters: { dimensions: [784, 8] },
  });
  const baseline = { ...run(0, { baseline: 'pca', codeSize: 8 }), kind: 'baseline' as const };
  await store.sweeps.upsert({
    ...{ name: 'Listed', spec: { version: 1 }, specText: null, fingerprint: 'f'.repeat(64), dataset: 'mnist', axes: ['seed'] },
    runs: [baseline, run(1, { depth: 2, learningRate: 0.01 }), run(2, { depth: 3, learningRate: 0.001 })],
  });
  const feed = () => {
    throw new Error('these procedures watch nothing');
  };
  return createCaller({ store: async () => store, writer: async () => store, feed });
}

const all = { filter: '', sort: '' };
const page = { ...all, columns: ['seed', 'learningRate', 'sweep', 'nothing'], offset: 0, limit: 10 };

describe('the list of runs', () => {
  it('returns the requested columns, and null for missing values', async () => {
    const caller = await callerOnRuns();
    const { total, rows } = await caller.runList.page({ ...page, sort: '-learningRate' });
    expect([total, rows.map(({ cells }) => cells)]).toEqual([
      2,
      [
        [1, 0.01, 'Listed', null],
        [2, 0.001, 'Listed', null],
      ],
    ]);
    expect(rows.map(({ number, label }) => [number, label])).toEqual([
      [1, '#1'],
      [2, '#2'],
    ]);
    const baselines = await caller.runList.page({ ...page, columns: ['parameterCount'], filter: 'kind = baseline' });
    expect(baselines.rows).toMatchObject([{ label: 'PCA 8', number: null, cells: [7064] }]);
  });

  it('answers an invalid filter as a bad request with the position of the error', async () => {
    const caller = await callerOnRuns();
    await expect(caller.runList.page({ ...page, filter: 'depth >= x' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('depth >= x\n           ^'),
    });
  });

  it('changes tags and notes, and finds runs by them', async () => {
    const caller = await callerOnRuns();
    const [first] = await caller.runList.ids({ ...all, filter: 'depth = 3' });
    const { former } = await caller.runList.annotate({ runs: [first ?? ''], addTags: ['best'] });
    expect(former).toEqual([{ run: first, tags: [] }]);
    expect((await caller.runList.page({ ...page, columns: ['tags'], filter: 'tags = best' })).rows).toMatchObject([
      { id: first, tags: ['best'], cells: ['best'] },
    ]);
    expect(await caller.runList.search({ text: 'BES' })).toMatchObject([{ id: first }]);
    expect(await caller.runList.search({ text: 'Listed" or "' })).toEqual([]);
    expect(await caller.runList.ids({ ...all, sort: 'seed', offset: 1, limit: 1 })).toEqual([first]);
    await caller.runList.restore({ former: [...former] });
    expect(await caller.runList.ids({ ...all, filter: 'tags = best' })).toEqual([]);
    await expect(caller.runList.annotate({ runs: [first ?? ''], addTags: [' '] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('stores views in the form that the page reads', async () => {
    const caller = await callerOnRuns();
    const view = { filter: 'depth = 3', sort: '', group: '', columns: 'run,seed', pinned: 1 };
    const { id } = await caller.runList.saveView({ name: 'Deep', view });
    expect(await caller.runList.views()).toEqual([{ id, name: 'Deep', view }]);
    await caller.runList.removeView({ id });
    expect(await caller.runList.views()).toEqual([]);
  });

  it('knows the filter values of every field', async () => {
    const caller = await callerOnRuns();
    expect((await caller.runList.fields()).find(({ name }) => name === 'learningRate')).toMatchObject({
      type: 'number',
      value: 'learningRate',
    });
    expect(await caller.runList.valuesOf({ field: 'sweep' })).toEqual(['Listed']);
    expect((await caller.runList.groups({ ...all, by: ['depth'] })).groups.map(({ values }) => values)).toEqual([[2], [3]]);
  });
});
