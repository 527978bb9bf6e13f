import { describe, expect, it } from 'vitest';
import type { Store } from '../../contract/store.ts';
import { claimNext, newEpoch, newRun, newSweep } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

/** Four runs and a baseline in one sweep, and a fifth run in another. `a` and `b` have costs; `c` failed. */
async function filled(store: Store): Promise<void> {
  const values = (learningRate: number, depth: number, more: Record<string, number | string> = {}) => ({
    learningRate,
    depth,
    optimizer: 'adam',
    ...more,
  });
  await store.sweeps.upsert(
    newSweep('First 100%', [
      newRun('a', { seed: 1, values: values(0.01, 2) }),
      newRun('b', { seed: 2, values: values(0.001, 3) }),
      newRun('c', { seed: 3, values: values(0.0001, 3, { optimizer: 'sgd' }) }),
      newRun('d', { seed: 4, values: { depth: 3, level: 'high' } }),
      newRun('pca', { kind: 'baseline', seed: 0, values: { baseline: 'pca', codeSize: 64 } }),
    ]),
  );
  await store.sweeps.upsert(
    newSweep('Second', [newRun('e', { seed: 5, values: values(0.01, 4, { level: 7 }) })], { dataset: 'fashion-mnist' }),
  );
  const baseline = await claimNext(store);
  await store.leases.finish(baseline, { state: 'complete', exitReason: null });
  for (const cost of [20, 10]) {
    const claim = await claimNext(store);
    await store.recordings.record(claim, { epochs: [newEpoch(1, cost)] });
    await store.leases.finish(claim, { state: 'complete', exitReason: null });
  }
  await store.leases.finish(await claimNext(store), { state: 'failed', exitReason: 'It broke.' });
}

async function seedsOf(store: Store, filter: string, sort = ''): Promise<readonly number[]> {
  return (await store.finding.find({ filter, sort, offset: 0, limit: 100 })).runs.map(({ seed }) => seed);
}

export function findingContract(open: OpenStoreForTest): void {
  describe('finding runs over all sweeps', () => {
    it('returns exactly the runs that match a filter', async () => {
      const store = await open();
      await filled(store);
      const [, b] = await store.runs.list();
      await store.annotations.annotate(
        [b?.id ?? ''],
        { addTags: ['best', 'to check'], notes: 'the one опыт Größe', name: 'Bee_1' },
        { source: 'cli' },
      );
      const expected: readonly (readonly [string, readonly number[]])[] = [
        ['', [5, 4, 3, 2, 1]],
        ['depth >= 3 and learningRate < 0.01', [3, 2]],
        ['dimensions.depth >= 3 and learningRate < 0.01 and state = complete', [2]],
        ['depth = 2 or depth = 4', [5, 1]],
        ['not (depth = 2 or depth = 4)', [4, 3, 2]],
        ['depth in [2, 4]', [5, 1]],
        ['depth not in [2, 4]', [4, 3, 2]],
        ['optimizer = adam', [5, 2, 1]],
        // `!=` does not match a run without the parameter.
        ['optimizer != adam', [4, 3]],
        ['optimizer = missing', [4]],
        ['learningRate != missing', [5, 3, 2, 1]],
        ['optimizer ~ DA', [5, 2, 1]],
        ['optimizer ~ "a*m"', [5, 2, 1]],
        ['optimizer !~ ada', [4, 3]],
        ['level = 7', [5]],
        ['level = high', [4]],
        ['level in [7, high]', [5, 4]],
        ['level > 3', [5]],
        ['level > 3 and optimizer ~ DA and depth = 4', [5]],
        ['optimizer = adam and learningRate in [0.01, 0.001] and not depth = 3', [5, 1]],
        ['(level = 7 or depth = 3) and learningRate < 1 and optimizer = missing', []],
        [Array.from({ length: 700 }, () => 'depth > 2').join(' and '), [5, 4, 3, 2]],
        ['sweep ~ first', [4, 3, 2, 1]],
        // LIKE's wildcards match literally.
        ['sweep ~ "0%"', [4, 3, 2, 1]],
        ['sweep ~ "F_rst"', []],
        ['name ~ e_1', [2]],
        ['name = missing', [5, 4, 3, 1]],
        ['dataset = fashion-mnist', [5]],
        ['tags = best', [2]],
        ['tags != best', [5, 4, 3, 1]],
        ['tags ~ check', [2]],
        ['tags in [best, other]', [2]],
        ['tags = missing', [5, 4, 3, 1]],
        ['notes ~ one', [2]],
        ['notes ~ ОПЫТ', [2]],
        ['notes ~ gRÖSSE', [2]],
        ['lastValidationCost < 15', [2]],
        ['not lastValidationCost < 15', [5, 4, 3, 1]],
        ['lastValidationCost = missing', [5, 4, 3]],
        ['state in [failed, waiting]', [5, 4, 3]],
        ['kind = baseline', [0]],
        ['kind in [run, baseline] and (codeSize = 64 or seed = 1)', [0, 1]],
        ['createdAt > -1h', [5, 4, 3, 2, 1]],
        ['createdAt > 1h', []],
        [`sweep = "'; DROP TABLE Run; --"`, []],
      ];
      for (const [filter, seeds] of expected) {
        expect([filter, [...(await seedsOf(store, filter))].sort()]).toEqual([filter, [...seeds].sort()]);
      }
    });

    it('sorts by several fields, with missing values last in both directions', async () => {
      const store = await open();
      await filled(store);
      expect(await seedsOf(store, '', 'lastValidationCost')).toEqual([2, 1, 5, 4, 3]);
      expect(await seedsOf(store, '', '-lastValidationCost')).toEqual([1, 2, 5, 4, 3]);
      expect(await seedsOf(store, '', 'learningRate,-depth')).toEqual([3, 2, 5, 1, 4]);
      expect(await seedsOf(store, '', '-learningRate,depth')).toEqual([1, 5, 2, 3, 4]);
      expect(await seedsOf(store, '', 'level')).toEqual([5, 4, 3, 2, 1]);
      expect(await seedsOf(store, '', '-sweep,seed')).toEqual([5, 1, 2, 3, 4]);
    });

    it('returns pages with the total and the number of each run', async () => {
      const store = await open();
      await filled(store);
      const page = await store.finding.find({ sort: 'seed', offset: 1, limit: 2 });
      expect(page).toMatchObject({
        total: 5,
        runs: [
          { seed: 2, sweepName: 'First 100%', number: 2 },
          { seed: 3, number: 3 },
        ],
      });
      expect(await store.finding.find({ offset: 50, limit: 2 })).toEqual({ total: 5, runs: [] });
      const { runs } = await store.finding.find({ filter: 'kind = baseline', offset: 0, limit: 2 });
      expect(runs).toMatchObject([{ kind: 'baseline', number: null }]);
      expect(await store.finding.ids({ sort: 'seed', filter: 'depth = 3', limit: 2 })).toEqual(
        (await store.runs.list()).slice(1, 3).map(({ id }) => id),
      );
    });

    it('groups in the order of the values, with the spread of the costs', async () => {
      const store = await open();
      await filled(store);
      expect(await store.finding.groups({ by: ['optimizer'], limit: 10 })).toEqual({
        isCut: false,
        groups: [
          {
            values: ['adam'],
            runs: 3,
            firstRun: 0,
            states: { waiting: 1, complete: 2 },
            // (20 − 15)² + (10 − 15)² over 1
            costs: { count: 2, excluded: 0, datasets: 1, mean: 15, standardDeviation: Math.sqrt(50), lowest: 10 },
          },
          {
            values: ['sgd'],
            runs: 1,
            firstRun: 3,
            states: { failed: 1 },
            costs: { count: 0, excluded: 0, datasets: 0, mean: null, standardDeviation: null, lowest: null },
          },
          {
            values: [null],
            runs: 1,
            firstRun: 4,
            states: { waiting: 1 },
            costs: { count: 0, excluded: 0, datasets: 0, mean: null, standardDeviation: null, lowest: null },
          },
        ],
      });
      const { groups, isCut } = await store.finding.groups({ by: ['depth', 'level'], sort: '-depth', limit: 2 });
      expect(groups.map(({ values, runs }) => [values, runs])).toEqual([
        [[4, 7], 1],
        [[3, 'high'], 1],
      ]);
      expect(isCut).toBe(true);
    });

    it('orders groups by the lowest or highest value of a sort key, and reports the index of their first run', async () => {
      const store = await open();
      await filled(store);
      const grouped = async (sort: string) =>
        (await store.finding.groups({ by: ['depth'], sort, limit: 9 })).groups.map(({ values, firstRun, costs }) => [
          values[0],
          firstRun,
          costs.lowest,
        ]);
      // Run b, with depth 3, has the cost 10, and run a, with depth 2, has 20.
      expect(await grouped('lastValidationCost')).toEqual([
        [3, 1, 10],
        [2, 0, 20],
        [4, 4, null],
      ]);
      expect(await grouped('-seed')).toEqual([
        [4, 4, null],
        [3, 1, 10],
        [2, 0, 20],
      ]);
      expect(await grouped('-depth,seed')).toEqual([
        [4, 0, null],
        [3, 1, 10],
        [2, 4, 20],
      ]);
      const { runs } = await store.finding.find({ sort: 'depth,lastValidationCost', offset: 1, limit: 3 });
      expect(runs.map(({ values }) => values.depth)).toEqual([3, 3, 3]);
    });

    it('averages the costs of best epochs, but not over several data sets', async () => {
      const store = await open();
      await filled(store);
      const claim = await claimNext(store);
      const other = claim.run.seed === 5 ? claim : await claimNext(store);
      await store.recordings.record(other, { epochs: [newEpoch(1, 40), newEpoch(2, 90)] });
      const { groups } = await store.finding.groups({ by: ['optimizer'], limit: 1 });
      expect(groups[0]?.costs).toEqual({ count: 3, excluded: 0, datasets: 2, mean: null, standardDeviation: null, lowest: null });
      const separate = await store.finding.groups({ by: ['optimizer', 'dataset'], filter: 'optimizer = adam', limit: 5 });
      expect(separate.groups.map(({ costs }) => costs.mean)).toEqual([40, 15]);
    });

    it('leaves runs out of averages that are no better than the mean sample of their sweep', async () => {
      const store = await open();
      const values = { optimizer: 'adam' };
      const mean = newRun('mean', { kind: 'baseline', seed: 0, values: { baseline: 'mean' } });
      const runs = ['a', 'b', 'c'].map((name) => newRun(name, { values }));
      await store.sweeps.upsert(newSweep('With a mean', [...runs, mean]));
      const costs = [50, 10, 1e30, 50];
      for (const cost of costs) {
        const claim = await claimNext(store);
        await store.recordings.record(claim, { epochs: [newEpoch(1, claim.run.kind === 'baseline' ? 50 : cost)] });
        await store.leases.finish(claim, { state: 'complete', exitReason: null });
      }
      const { groups } = await store.finding.groups({ by: ['optimizer'], limit: 5 });
      expect(groups.map(({ costs: of }) => of)).toEqual([
        { count: 1, excluded: 2, datasets: 1, mean: 10, standardDeviation: null, lowest: 10 },
      ]);
    });

    it('reports whether a run has validation samples and a best epoch', async () => {
      const store = await open();
      const facts = { title: 'a.npy', contentHash: 'a'.repeat(64), sampleSize: 4, trainCount: 10 };
      const without = { ...facts, options: { validation: 0 } };
      const byTraining = { direction: 'minimise', part: 'train', name: 'cost' } as const;
      for (const [name, more] of [
        ['held out', { facts }],
        ['unknown', {}],
        ['none', { facts: without }],
        ['none, ranked by training', { facts: without, ranking: byTraining }],
      ] as const) {
        await store.sweeps.upsert(newSweep(name, [newRun(name)], more));
      }
      const { runs } = await store.finding.find({ sort: 'createdAt,number', offset: 0, limit: 5 });
      expect(new Map(runs.map(({ sweepName, hasValidation, hasBest }) => [sweepName, [hasValidation, hasBest]]))).toEqual(
        new Map([
          ['held out', [true, true]],
          ['unknown', [true, true]],
          ['none', [false, false]],
          ['none, ranked by training', [false, true]],
        ]),
      );
    });

    it('groups data sets of one name by their content', async () => {
      const store = await open();
      const facts = (contentHash: string) => ({ title: 'a.npy', contentHash, sampleSize: 4, trainCount: 10 });
      for (const [index, hash] of ['a', 'b'].entries()) {
        const own = { dataset: 'a.npy', facts: facts(hash.repeat(64)) };
        await store.sweeps.upsert(newSweep(`Sweep ${hash}`, [newRun(`${hash} 1`), newRun(`${hash} 2`)].slice(index), own));
      }
      await store.sweeps.upsert(newSweep('Other', [newRun('c')], { dataset: 'mnist' }));
      const { groups } = await store.finding.groups({ by: ['dataset'], limit: 5 });
      expect(groups.map(({ values, runs, firstRun }) => ({ values, runs, firstRun }))).toEqual([
        { values: ['a.npy · aaaaaaaa'], runs: 2, firstRun: 0 },
        { values: ['a.npy · bbbbbbbb'], runs: 1, firstRun: 2 },
        { values: ['mnist'], runs: 1, firstRun: 3 },
      ]);
      // The runs of each group are contiguous in this order.
      const { runs } = await store.finding.find({ sort: 'dataset', offset: 0, limit: 5 });
      expect(runs.map(({ dataset, datasetMark }) => [dataset, datasetMark])).toEqual([
        ['a.npy', 'aaaaaaaa'],
        ['a.npy', 'aaaaaaaa'],
        ['a.npy', 'bbbbbbbb'],
        ['mnist', null],
      ]);
    });

    it('lists the fields of stored runs and their most frequent values', async () => {
      const store = await open();
      await filled(store);
      const fields = await store.finding.fields();
      expect([fields.get('learningRate')?.type, fields.get('optimizer')?.type, fields.get('level')?.type]).toEqual([
        'number',
        'text',
        'either',
      ]);
      expect(fields.has('nothing')).toBe(false);
      expect(await store.finding.valuesOf('optimizer', 10)).toEqual(['adam', 'sgd']);
      expect(await store.finding.valuesOf('learningRate', 1)).toEqual(['0.01']);
      expect(await store.finding.valuesOf('sweep', 10)).toEqual(['First 100%', 'Second']);
    });

    it('accepts filters of more than a thousand comparisons in every form', async () => {
      const store = await open();
      await filled(store);
      const numbers = Array.from({ length: 1_200 }, (_, index) => index);
      const filters: readonly (readonly [string, readonly number[]])[] = [
        [numbers.map((seed) => `seed = ${seed + 3}`).join(' or '), [3, 4, 5]],
        [numbers.map((seed) => `seed != ${seed + 3}`).join(' and '), [1, 2]],
        [numbers.map((depth) => `depth < ${depth / 400}`).join(' or '), [1]],
        [numbers.map((depth) => `depth > ${depth / 400}`).join(' and '), [2, 3, 4, 5]],
        [
          numbers
            .slice(0, 600)
            .map((seed) => `seed = ${seed} and depth != ${seed}`)
            .join(' or '),
          [1, 2, 4, 5],
        ],
        [`seed in [${Array.from({ length: 50_000 }, (_, seed) => seed + 4).join()}]`, [4, 5]],
        [`${'not ('.repeat(49)}seed = 1${')'.repeat(49)}`, [2, 3, 4, 5]],
        [`${'(seed > 0 and not (depth > 9 or '.repeat(33)}seed = 1${'))'.repeat(33)}`, [2, 3, 4, 5]],
      ];
      for (const [filter, seeds] of filters) {
        expect([filter.slice(0, 40), [...(await seedsOf(store, filter))].sort()]).toEqual([filter.slice(0, 40), [...seeds].sort()]);
      }
      expect(await store.finding.groups({ filter: filters[2]?.[0] ?? '', by: ['depth'], limit: 9 })).toMatchObject({
        groups: [{ values: [2], runs: 1 }],
      });
    });

    it('reports the maximum numbers of comparisons and fields, and that a list counts as one', async () => {
      const store = await open();
      await filled(store);
      const text = Array.from({ length: 751 }, (_, index) => `seed = ${index} and step < ${index}`).join(' or ');
      await expect(seedsOf(store, text)).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        message:
          'filter: received 1502 comparisons; at most 1500 are allowed. A list such as seed in [1, 2, 3] counts as one, whatever its length.',
      });
      const values = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`option${index}`, index]));
      await store.sweeps.upsert(newSweep('wide', [newRun('w', { seed: 9, values })]));
      const sort = Object.keys(values);
      await expect(seedsOf(store, '', sort.join())).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        message: 'sort: received 40 fields; at most 16 are allowed.',
      });
      expect(await seedsOf(store, '', sort.slice(0, 16).join())).toHaveLength(6);
      const named = (fields: readonly string[]) => fields.map((name) => `${name} >= 0`).join(' and ');
      expect(await seedsOf(store, named(sort), sort.slice(0, 16).join())).toEqual([9]);
      await expect(seedsOf(store, `${named(sort)} and depth > 0`)).rejects.toMatchObject({
        message: expect.stringContaining('received 41 parameters; at most 40 are allowed'),
      });
      const tags = Array.from({ length: 101 }, (_, index) => `tags ~ x${index}`);
      expect(await seedsOf(store, tags.slice(1).join(' or '))).toEqual([]);
      await expect(seedsOf(store, tags.join(' or '))).rejects.toMatchObject({
        message: expect.stringContaining('101 comparisons with ~ or of tags'),
      });
      expect(await seedsOf(store, 'seed = 9', Array.from({ length: 40 }, () => 'seed').join())).toEqual([9]);
      await expect(seedsOf(store, `name ~ ${'x'.repeat(60_000)}`)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    });

    it('rejects an invalid filter with the position of the error', async () => {
      const store = await open();
      await filled(store);
      const refused = { name: 'DbError', code: 'INPUT_INVALID' };
      await expect(seedsOf(store, 'depth >= x')).rejects.toMatchObject({
        ...refused,
        message: 'filter: depth: received "x"; a number is allowed, such as 0.01, 1e-3 or 100k.\n  depth >= x\n           ^',
      });
      await expect(seedsOf(store, '', 'nothing')).rejects.toMatchObject({ ...refused, message: expect.stringContaining('"nothing"') });
      await expect(store.finding.groups({ by: ['tags'], limit: 1 })).rejects.toMatchObject(refused);
      await expect(store.finding.valuesOf('nothing', 1)).rejects.toMatchObject(refused);
    });
  });
}
