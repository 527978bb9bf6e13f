import type { JsonObject } from '@hourglass/sweeps';
import { describe, expect, it } from 'vitest';
import type { Progress } from '../../contract/progress.ts';
import type { Epoch } from '../../contract/runs.ts';
import type { Sweep } from '../../contract/sweeps.ts';
import { allSweeps, claimNext, kindsOfEvents, newEpoch, newRun, newSweep, worker } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

function withKl({ metrics, ...epoch }: Epoch, kl: number): Epoch {
  return { ...epoch, metrics: { ...metrics, validation: { ...metrics.validation, kl } } };
}

export function sweepContract(open: OpenStoreForTest): void {
  describe('sweeps', () => {
    it('links a clone and its parent, by sweep and by run, until the parent is deleted', async () => {
      const store = await open();
      const { sweep: parent } = await store.sweeps.upsert(newSweep('parent', [newRun('a')]));
      expect(await store.sweeps.relatives(parent.id)).toEqual({ parent: null, clones: [] });
      const { sweep: clone } = await store.sweeps.upsert(newSweep('clone', [newRun('b')], { clonedFrom: { sweep: parent.id, run: null } }));
      const { sweep: ofRun } = await store.sweeps.upsert(
        newSweep('of a run', [newRun('c')], { clonedFrom: { sweep: parent.id, run: 'aaaaaaaaaa' } }),
      );
      // Submitted again with another origin, it keeps its own.
      await store.sweeps.upsert(newSweep('clone', [newRun('b')], { clonedFrom: { sweep: ofRun.id, run: null } }));
      expect(await store.sweeps.relatives(parent.id)).toEqual({
        parent: null,
        clones: [
          { id: ofRun.id, name: 'of a run', run: 'aaaaaaaaaa' },
          { id: clone.id, name: 'clone', run: null },
        ],
      });
      expect(await store.sweeps.relatives(clone.id)).toEqual({ parent: { sweep: parent.id, run: null, name: 'parent' }, clones: [] });
      await store.steering.remove({ sweep: parent.id }, { source: 'cli' });
      expect((await store.sweeps.relatives(ofRun.id)).parent).toEqual({ sweep: parent.id, run: 'aaaaaaaaaa', name: null });
    });

    it('returns stored sweeps by id and by the prefix of an id', async () => {
      const store = await open();
      const { sweep, ...added } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('mean', { kind: 'baseline' })]));
      expect(added).toEqual({ addedRuns: 1, addedBaselines: 1, existed: false });
      expect(sweep).toMatchObject({
        name: 'first',
        spec: { version: 1, name: 'first' },
        specText: 'version: 1\nname: first\n',
        revision: 1,
        dataset: 'mnist',
        axes: ['learningRate'],
        wanted: 'run',
        counts: { waiting: 1, running: 0, complete: 0, pruned: 0, failed: 0, stopped: 0 },
        shownCounts: { waiting: 1 },
        baselines: 1,
        best: null,
      });
      expect(sweep.id).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
      expect(await store.sweeps.get(sweep.id)).toEqual(sweep);
      expect(await store.sweeps.get(sweep.id.slice(0, 6).toUpperCase())).toEqual(sweep);
    });

    it('distinguishes data of the same name by their hash, in sweeps, runs and filters', async () => {
      const store = await open();
      const facts = (contentHash: string) => ({ title: 'a.npy', contentHash, sampleSize: 4, trainCount: 10 });
      const add = (name: string, contentHash: string, dataset = 'a.npy') =>
        store.sweeps.upsert(newSweep(name, [newRun(name)], { dataset, facts: facts(contentHash) }));
      const { sweep } = await add('first', `0123456789${'0'.repeat(54)}`);
      await add('other name', `9999999999${'0'.repeat(54)}`, 'b.npy');
      expect(sweep.datasetMark).toBeNull();
      await add('second', `fedcba9876${'0'.repeat(54)}`);
      expect((await allSweeps(store)).map(({ name, datasetMark }) => [name, datasetMark]).sort()).toEqual([
        ['first', '01234567'],
        ['other name', null],
        ['second', 'fedcba98'],
      ]);
      const { runs } = await store.finding.find({ filter: 'dataset.hash = fedcba98', offset: 0, limit: 10 });
      expect(runs.map(({ sweepName, datasetMark }) => [sweepName, datasetMark])).toEqual([['second', 'fedcba98']]);
    });

    it('reports how a sweep differs from the newest earlier one of the same name', async () => {
      const store = await open();
      const add = (fingerprint: string, training: JsonObject, name = 'Digits') =>
        store.sweeps.upsert(newSweep(name, [], { fingerprint, spec: { version: 1, name, model: { dimensions: [4, 2] }, training } }));
      const first = await add('a', { learningRate: 0.1 });
      await add('b', { learningRate: 0.5 }, 'Other');
      const second = await add('c', { learningRate: 0.1, epochs: 5 });
      const third = await add('d', { learningRate: 0.2, epochs: 5 });
      expect([first.sweep.namesake, second.sweep.namesake, third.sweep.namesake]).toEqual([
        null,
        { sweep: first.sweep.id, differences: [{ name: 'epochs', title: 'epochs', before: 30, after: 5 }] },
        { sweep: second.sweep.id, differences: [{ name: 'learningRate', title: 'learning rate', before: 0.1, after: 0.2 }] },
      ]);
      await store.steering.remove({ sweep: second.sweep.id }, { source: 'cli' });
      expect((await store.sweeps.get(third.sweep.id)).namesake?.sweep).toBe(first.sweep.id);
    });

    it('counts a run that is paused by itself as paused', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b'), newRun('c')]));
      const [run] = await store.runs.list();
      await store.steering.want({ run: run?.id ?? '' }, 'pause', { source: 'cli' });
      expect((await store.sweeps.get(sweep.id)).shownCounts).toEqual({ waiting: 2, paused: 1 });
      await store.steering.want({ sweep: sweep.id }, 'pause', { source: 'cli' });
      expect((await store.sweeps.get(sweep.id)).shownCounts).toEqual({ paused: 3 });
    });

    it('distinguishes unknown, ambiguous and invalid ids', async () => {
      const store = await open();
      for (let index = 0; index < 33; index++) {
        await store.sweeps.upsert(newSweep(`sweep ${index}`, []));
      }
      // Of 33 ids, at least two share their first character, because there are 32 characters.
      const beginnings = (await allSweeps(store)).map(({ id }) => id.slice(0, 1));
      const shared = beginnings.find((beginning, index) => beginnings.indexOf(beginning) !== index) ?? '';
      await expect(store.sweeps.get(shared)).rejects.toMatchObject({ name: 'DbError', code: 'AMBIGUOUS_ID' });
      await expect(store.sweeps.get('zzzzzzzzzz')).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: 'There is no sweep with the id "zzzzzzzzzz".',
      });
      for (const invalid of ['', '../../etc', 'abcdefghjkm', 'a%', "' OR 1=1"]) {
        await expect(store.sweeps.get(invalid)).rejects.toMatchObject({ code: 'ID_INVALID' });
      }
    });

    it('adds only missing runs when a sweep is submitted again, with an event', async () => {
      const store = await open();
      const first = await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      const again = await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      expect(again).toEqual({ sweep: first.sweep, addedRuns: 0, addedBaselines: 0, existed: true });
      const more = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b'), newRun('b')]));
      expect(more).toMatchObject({ addedRuns: 1, existed: true, sweep: { id: first.sweep.id, counts: { waiting: 2 }, revision: 1 } });
      expect(await kindsOfEvents(store)).toEqual(['sweep.created', 'sweep.extended']);
    });

    it('counts added and restored baselines apart from runs', async () => {
      const store = await open();
      const baseline = { ...newRun('mean'), kind: 'baseline' } as const;
      await store.sweeps.upsert(newSweep('first', [newRun('a'), baseline]));
      const [fitted] = await store.runs.list({ kind: 'baseline' });
      await store.steering.remove({ run: fitted?.id ?? '' }, { source: 'cli' });
      const pca = { ...newRun('pca'), kind: 'baseline' } as const;
      const more = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b'), baseline, pca]));
      expect(more).toMatchObject({ addedRuns: 1, addedBaselines: 2 });
      const messages = (await store.events.after(0, 10)).map(({ message }) => message);
      expect(messages.at(-1)).toBe('Sweep first was submitted again: 1 run and 2 baselines were added, 0 are retried.');
      const wider = newSweep('wider', [newRun('a'), newRun('b'), newRun('c'), { ...newRun('other'), kind: 'baseline' }]);
      expect(await store.steering.widen(more.sweep.id, wider, { source: 'cli' })).toMatchObject({ addedRuns: 1, addedBaselines: 1 });
    });

    it('adds the runs that its own version of the samplers proposes, when it is submitted again and when it is widened', async () => {
      const store = await open();
      const planned = { runs: [newRun('new draw')], runsOfSampler1: [newRun('old draw')] };
      const first = await store.sweeps.upsert(newSweep('first', [newRun('old draw')], { samplerVersion: 1 }));
      expect(await store.sweeps.upsert(newSweep('first', [], planned))).toMatchObject({ addedRuns: 0, sweep: { samplerVersion: 1 } });
      const wider = { ...planned, runsOfSampler1: [...planned.runsOfSampler1, newRun('another old draw')] };
      expect(await store.steering.widen(first.sweep.id, newSweep('wider', [], wider), { source: 'cli' })).toMatchObject({ addedRuns: 1 });
      expect(await store.runs.fingerprintsOf(first.sweep.id)).toEqual(
        new Set([newRun('old draw').fingerprint, newRun('another old draw').fingerprint]),
      );
      await store.sweeps.upsert(newSweep('second', [], planned));
      expect(await store.sweeps.upsert(newSweep('second', [], planned))).toMatchObject({ addedRuns: 0, sweep: { samplerVersion: 2 } });
    });

    it('adds many runs in transactions between which others write, and hides a new sweep until all are there', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('other', [newRun('a')]));
      const claim = await claimNext(store);
      const given = newSweep(
        'large',
        Array.from({ length: 450 }, (_, index) => newRun(`run ${index}`)),
      );
      const order: (string | number)[] = [];
      const seen: Promise<readonly Sweep[]>[] = [];
      const onProgress = ({ done }: Progress) => {
        if (order.length === 0) void store.leases.heartbeat(claim, { step: 1 }).then(() => order.push('heartbeat'));
        order.push(done);
        seen.push(allSweeps(store));
      };
      const { sweep, addedRuns } = await store.sweeps.upsert(given, { onProgress });
      expect({ addedRuns, waiting: sweep.counts.waiting }).toEqual({ addedRuns: 450, waiting: 450 });
      expect(order[1]).toBe('heartbeat');
      // The last poll may come after the end.
      const names = (await Promise.all(seen)).slice(0, -1).map((sweeps) => sweeps.map(({ name }) => name));
      expect(names.length).toBeGreaterThan(0);
      for (const at of names) expect(at).toEqual(['other']);
      expect(await kindsOfEvents(store)).toEqual(['sweep.created', 'run.started', 'sweep.created']);
    });

    it('hides a sweep whose creation was interrupted, and completes it when it is submitted again', async () => {
      let time = Date.now();
      const store = await open({ now: () => time });
      const given = newSweep(
        'large',
        Array.from({ length: 450 }, (_, index) => newRun(`run ${index}`)),
      );
      const interrupt = () => {
        throw new Error('broken off');
      };
      await expect(store.sweeps.upsert(given, { onProgress: interrupt })).rejects.toThrow('broken off');
      expect(await allSweeps(store)).toEqual([]);
      expect(await store.runs.list()).toHaveLength(0);
      expect(await store.leases.claim(worker, { leaseMilliseconds: 1_000 })).toBeNull();
      // Another process may still complete it.
      expect(await store.storage.collect()).toMatchObject({ deletedSweeps: 0 });
      const { sweep, addedRuns } = await store.sweeps.upsert(given);
      expect(addedRuns).toBeLessThan(450);
      expect(sweep.counts.waiting).toBe(450);
      expect(await kindsOfEvents(store)).toEqual(['sweep.created']);
      await expect(store.sweeps.upsert(newSweep('second', [newRun('a')]), { onProgress: interrupt })).rejects.toThrow('broken off');
      time += 3_600_001;
      expect(await store.storage.collect()).toMatchObject({ deletedSweeps: 1, deletedRuns: 1 });
    });

    it('stores a new revision for a spec with the same meaning and different text', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', []));
      const { sweep } = await store.sweeps.upsert(newSweep('first', [], { specText: '# a comment\nversion: 1\n' }));
      expect(sweep).toMatchObject({ revision: 2, specText: '# a comment\nversion: 1\n' });
    });

    it('keeps the facts about the data, also when a sweep that lacked them is submitted again', async () => {
      const store = await open();
      const facts = { title: 'digits', contentHash: 'a'.repeat(64), sampleSize: 4, trainCount: 90 };
      expect((await store.sweeps.upsert(newSweep('first', []))).sweep.facts).toBeNull();
      expect((await store.sweeps.upsert(newSweep('first', [], { facts }))).sweep.facts).toEqual(facts);
      expect((await store.sweeps.upsert(newSweep('first', []))).sweep.facts).toEqual(facts);
    });

    it('names the source of a sweep in its events', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', []), { source: 'web' });
      await store.sweeps.upsert(newSweep('first', [newRun('a')]), { source: 'web' });
      await store.sweeps.upsert(newSweep('second', []));
      expect((await store.events.after(0, 10)).map(({ kind, source }) => `${source} ${kind}`)).toEqual([
        'web sweep.created',
        'web sweep.extended',
        'cli sweep.created',
      ]);
    });

    it('repeats failed and stopped runs when asked to, and no others', async () => {
      const store = await open();
      const runs = ['a', 'b', 'c', 'd'].map((name) => newRun(name));
      const { sweep } = await store.sweeps.upsert(newSweep('first', runs));
      await store.leases.finish(await claimNext(store), { state: 'failed', exitReason: 'The cost became NaN at step 7.' });
      const stopped = await claimNext(store);
      await store.steering.want({ run: stopped.run.id }, 'stop', { source: 'cli' });
      await store.leases.release(stopped, 'interrupted');
      await store.leases.finish(await claimNext(store), { state: 'complete', exitReason: null });
      await store.sweeps.upsert(newSweep('first', runs));
      expect((await store.sweeps.get(sweep.id)).counts).toMatchObject({ waiting: 1, complete: 1, failed: 1, stopped: 1 });
      await store.sweeps.upsert(newSweep('first', runs), { retry: true });
      expect((await store.sweeps.get(sweep.id)).counts).toMatchObject({ waiting: 3, complete: 1, failed: 0, stopped: 0 });
      const [retried] = await store.runs.list({ sweep: sweep.id });
      expect(retried).toMatchObject({ state: 'waiting', exitReason: null, endedAt: null, attempt: 1 });
    });

    it('names the finished run with the lowest validation cost at its best epoch as the best, and no failed one or baseline', async () => {
      const store = await open();
      const names = ['mean', 'a', 'b', 'c', 'd'];
      await store.sweeps.upsert(
        newSweep(
          'first',
          names.map((name) => newRun(name, { kind: name === 'mean' ? 'baseline' : 'run' })),
        ),
      );
      const ends = [
        { state: 'complete', costs: [1] },
        { state: 'complete', costs: [20, 11] },
        { state: 'complete', costs: [30, 10, 10, 40] },
        { state: 'failed', costs: [5] },
      ] as const;
      const ids: string[] = [];
      for (const { state, costs } of ends) {
        const claim = await claimNext(store);
        ids.push(claim.run.id);
        await store.recordings.record(claim, { epochs: costs.map((cost, index) => newEpoch(index + 1, cost)) });
        await store.leases.finish(claim, { state, exitReason: null });
      }
      // Still running, with the lowest cost.
      await store.recordings.record(await claimNext(store), { epochs: [newEpoch(1, 2)] });
      const [sweep] = await allSweeps(store);
      expect(sweep?.ranking).toEqual({ direction: 'minimise', part: 'validation', name: 'cost' });
      expect(sweep?.best).toEqual({ run: ids[2], epoch: 2, value: 10, validationCostPerSample: 10, testCostPerSample: 11 });
    });

    it.each([
      { direction: 'minimise', epoch: 2, value: 2, best: 'a' },
      { direction: 'maximise', epoch: 3, value: 9, best: 'b' },
    ] as const)('names the best run by the metric of its sweep: $direction', async ({ direction, epoch, value, best }) => {
      const store = await open();
      const ranking = { direction, part: 'validation', name: 'kl' } as const;
      const runs = [newRun('mean', { kind: 'baseline' }), newRun('a'), newRun('b')];
      const { sweep } = await store.sweeps.upsert(newSweep('by kl', runs, { ranking }));
      expect(sweep.ranking).toEqual(ranking);
      const kls = { mean: [], a: [5, 2, 8], b: [4, 4, 9] } as const;
      const ids: Record<string, string> = {};
      for (const name of ['mean', 'a', 'b'] as const) {
        const claim = await claimNext(store);
        ids[name] = claim.run.id;
        const epochs = name === 'mean' ? [newEpoch(1, 3)] : kls[name].map((kl, index) => withKl(newEpoch(index + 1, 30 - index), kl));
        await store.recordings.record(claim, { epochs });
        await store.leases.finish(claim, { state: 'complete', exitReason: null });
      }
      expect((await store.sweeps.get(sweep.id)).best).toEqual({
        ...{ run: ids[best], epoch, value },
        ...{ validationCostPerSample: 31 - epoch, testCostPerSample: 32 - epoch },
      });
      const ranked = (await store.runs.list({ sweep: sweep.id })).map(({ bestEpoch, bestValue }) => [bestEpoch, bestValue]);
      // A baseline has costs alone, by which it is ranked.
      expect(ranked).toEqual(
        direction === 'minimise'
          ? [
              [1, 3],
              [2, 2],
              [1, 4],
            ]
          : [
              [1, 3],
              [3, 8],
              [3, 9],
            ],
      );
      expect((await store.runs.list({ sweep: sweep.id, kind: 'baseline' }))[0]).toMatchObject({
        bestValidationCost: 3,
        ranking: { name: 'cost' },
      });
      const byBest = await store.runs.metric([ids.a ?? '', ids.b ?? ''], { at: 'best', part: 'validation', name: 'kl' });
      expect([...byBest.values()]).toEqual(direction === 'minimise' ? [2, 4] : [8, 9]);
      const ofSweep = await store.runs.metricOfSweep(sweep.id, { at: 'best', part: 'validation', name: 'kl' });
      expect(Object.fromEntries(ofSweep)).toEqual(Object.fromEntries(byBest));
      const other = await store.sweeps.upsert(newSweep('other', [newRun('c')]));
      expect(await store.runs.metricsOf(other.sweep.id)).toEqual([]);
      expect(await store.runs.metricOfSweep(other.sweep.id, { at: 'best', part: 'validation', name: 'kl' })).toEqual(new Map());
      expect(await store.runs.metricsOf(sweep.id)).toContainEqual({ part: 'validation', name: 'kl' });
    });

    it('lists the newest sweep first, each with its own counts, all of it frozen', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('older', [newRun('a')]));
      await store.sweeps.upsert(newSweep('newer', [newRun('a'), newRun('b')]));
      const list = await allSweeps(store);
      expect(list.map(({ name, counts }) => [name, counts.waiting])).toEqual([
        ['newer', 2],
        ['older', 1],
      ]);
      expect(Object.isFrozen(list) && list.every((sweep) => Object.isFrozen(sweep) && Object.isFrozen(sweep.spec))).toBe(true);
    });

    it('are listed in pages that together hold each sweep once, in a stable order', async () => {
      const store = await open();
      for (let index = 0; index < 7; index++) await store.sweeps.upsert(newSweep(`sweep ${index}`, [newRun('a')]));
      const all = await store.sweeps.list({ limit: 100 });
      expect(all.sweeps.map(({ name }) => name)).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `sweep ${index}`));
      const pages = [await store.sweeps.list({ limit: 3 }), await store.sweeps.list({ limit: 4, offset: 3 })];
      expect(pages.flatMap(({ sweeps }) => sweeps)).toEqual(all.sweeps);
      expect(pages.map(({ total }) => total)).toEqual([7, 7]);
      expect(await store.sweeps.list({ limit: 3, offset: 7 })).toEqual({ total: 7, sweeps: [] });
    });

    it('are searched by the prefix of an id and by parts of names and data sets, without wildcards', async () => {
      const store = await open();
      const { sweep: percent } = await store.sweeps.upsert(newSweep('100% noise', [], { dataset: 'digits.npy' }));
      const { sweep: other } = await store.sweeps.upsert(newSweep('1000 epochs_or_more', []));
      const found = async (search: string) => (await store.sweeps.list({ search, limit: 10 })).sweeps.map(({ id }) => id);
      expect(await found('100')).toEqual([other.id, percent.id]);
      expect(await found('00%')).toEqual([percent.id]);
      expect(await found('s_o')).toEqual([other.id]);
      expect(await found(' NOISE ')).toEqual([percent.id]);
      expect(await found('DIGITS')).toEqual([percent.id]);
      const { sweep: cyrillic } = await store.sweeps.upsert(newSweep('Первый опыт', []));
      expect(await found('ОПЫТ')).toEqual([cyrillic.id]);
      expect(await found(other.id.slice(0, 8))).toEqual([other.id]);
      expect(await found(other.id.slice(1))).toEqual([]);
      expect(await store.sweeps.list({ search: '00%', limit: 0 })).toEqual({ total: 1, sweeps: [] });
    });

    it('are returned by id in the requested order, without unknown and deleted ones', async () => {
      const store = await open();
      const added = [];
      for (const name of ['a', 'b', 'c']) added.push((await store.sweeps.upsert(newSweep(name, [newRun(name)]))).sweep);
      const [a, b, c] = added.map(({ id }) => id);
      await store.steering.remove({ sweep: b ?? '' }, { source: 'cli' });
      expect((await store.sweeps.getMany([c ?? '', 'zzzzzzzzzz', b ?? '', a ?? ''])).map(({ name }) => name)).toEqual(['c', 'a']);
    });

    it('list the data files that they were started on, each once, with the facts of the newest sweep', async () => {
      const store = await open();
      const facts = (trainCount: number) => ({ title: 'digits', contentHash: 'a'.repeat(64), sampleSize: 4, trainCount });
      const on = (train: string) => ({ version: 1, dataset: { train } });
      await store.sweeps.upsert(newSweep('known', [], { spec: { version: 1, dataset: 'mnist' }, facts: facts(1) }));
      await store.sweeps.upsert(newSweep('older', [], { spec: on('/a.npy'), facts: facts(2) }));
      await store.sweeps.upsert(newSweep('other', [], { spec: on('/b.npy'), facts: facts(3) }));
      await store.sweeps.upsert(newSweep('newer', [], { spec: on('/a.npy'), facts: facts(4) }));
      await store.sweeps.upsert(newSweep('unknown', [], { spec: on('/c.npy') }));
      expect(await store.sweeps.datasets()).toEqual([
        { reference: { train: '/a.npy' }, facts: facts(4) },
        { reference: { train: '/b.npy' }, facts: facts(3) },
      ]);
    });
  });
}
