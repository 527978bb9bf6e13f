import { type MetricTable, metricTable } from '@hourglass/sweeps/metrics';
import { describe, expect, it } from 'vitest';
import type { NewEpoch } from '../../contract/recordings.ts';
import type { Epoch } from '../../contract/runs.ts';
import type { Store } from '../../contract/store.ts';
import { claimedRun, claimNext, costs, newEpoch, newRun, newSweep } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

/** The costs of every run, and also one that only the generator records, one without a preferred direction, and vectors. */
const metrics: MetricTable = {
  batchCost: metricTable.batchCost,
  cost: metricTable.cost,
  distance: { ...metricTable.cost, title: 'distance', parts: ['generation'] },
  kl: { ...metricTable.cost, title: 'KL', unit: 'nats', direction: 'none', parts: ['train', 'validation'] },
  klByDimension: { ...metricTable.cost, title: 'KL by dimension', unit: 'nats', direction: 'none', shape: 'vector', parts: ['validation'] },
};

const byDimension = { part: 'validation', name: 'klByDimension' } as const;

function withKl(epoch: number, validationCost: number, kl: number): NewEpoch {
  const { metrics: common, ...rest } = newEpoch(epoch, validationCost);
  return {
    ...rest,
    metrics: { ...common, validation: { ...common.validation, kl }, generation: { distance: kl / 2 } },
    vectors: { validation: { klByDimension: Float32Array.of(kl, epoch) } },
  };
}

function withoutVectors({ vectors: _, ...epoch }: NewEpoch): Epoch {
  return epoch;
}

/** The seeds of the runs that pass a filter, in order. */
async function found(store: Store, filter: string, sort = ''): Promise<readonly number[]> {
  return (await store.finding.find({ filter, sort, offset: 0, limit: 100 })).runs.map(({ seed }) => seed);
}

export function epochContract(open: OpenStoreForTest): void {
  describe('epochs', () => {
    it('keep every metric bit for bit, scalars and arrays', async () => {
      const store = await open({ metrics });
      const claim = await claimedRun(store);
      const numbers = [0, -0, 1, 0.1 + 0.2, 5e-324, -1e300, 2 ** 53 + 2, 1 / 3, Number.MAX_VALUE, 1e21];
      const epochs = numbers.map((kl, index) => withKl(index + 1, 20 - index, kl));
      await store.recordings.record(claim, { epochs: epochs.slice(0, 3) });
      await store.recordings.record(claim, { epochs: epochs.slice(3) });
      const read = await store.runs.epochs(claim.run.id);
      expect(read.map(({ metrics: { validation } }) => validation?.kl)).toEqual(numbers.map((number) => number + 0));
      expect(read).toEqual(
        epochs.map((epoch) => ({ ...withoutVectors(epoch), metrics: expect.objectContaining({ generation: expect.anything() }) })),
      );
      expect(read.every((epoch) => Object.isFrozen(epoch) && Object.isFrozen(epoch.metrics) && Object.isFrozen(epoch.metrics.train))).toBe(
        true,
      );
      expect(await store.metrics.vectors(claim.run.id, byDimension)).toEqual(
        epochs.map(({ epoch, vectors }) => ({ epoch, values: vectors?.validation?.klByDimension })),
      );
      expect((await store.metrics.vectors(claim.run.id, byDimension, 2)).map(({ epoch }) => epoch)).toEqual([2]);
      expect(await store.metrics.vectors(claim.run.id, byDimension, 99)).toEqual([]);
      expect(await store.metrics.vectors(claim.run.id, { part: 'test', name: 'klByDimension' })).toEqual([]);
    });

    it('can be read after one of them', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      await store.recordings.record(claim, { epochs: [newEpoch(1, 3), newEpoch(2, 2), newEpoch(3, 1)] });
      const all = await store.runs.epochs(claim.run.id);
      expect(all.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
      expect(await store.runs.epochs(claim.run.id, { after: 1 })).toEqual(all.slice(1));
      expect(await store.runs.epochs(claim.run.id, { after: 3 })).toEqual([]);
    });

    it('are summarised in each metric: at the last epoch that recorded it, and at the best epoch', async () => {
      const store = await open({ metrics });
      const claim = await claimedRun(store);
      const { id } = claim.run;
      const epoch = (number: number, cost: number, kl?: number) => {
        const { metrics: recorded, ...rest } = newEpoch(number, cost);
        return { ...rest, metrics: { ...recorded, validation: { cost, ...(kl === undefined ? {} : { kl }) } } };
      };
      // The last epoch lacks the divergence.
      await store.recordings.record(claim, { epochs: [epoch(1, 5, 50), epoch(2, 3, 30), epoch(3, 4)] });
      const metric = async (at: 'last' | 'best', name: string) =>
        Object.fromEntries(await store.runs.metric([id, 'unknown'], { at, part: 'validation', name }));
      expect([await metric('last', 'kl'), await metric('best', 'kl')]).toEqual([{ [id]: 30 }, { [id]: 30 }]);
      expect([await metric('last', 'cost'), await metric('best', 'cost')]).toEqual([{ [id]: 4 }, { [id]: 3 }]);
      expect(await metric('last', 'neverRecorded')).toEqual({});
    });

    it('distinguish a non-finite value from a missing one', async () => {
      const store = await open({ metrics });
      const claim = await claimedRun(store);
      const values = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, 1);
      const recorded = { validation: { cost: Number.NaN, kl: Number.NEGATIVE_INFINITY } };
      await store.recordings.record(claim, {
        epochs: [{ ...newEpoch(1, 1), metrics: recorded, vectors: { validation: { klByDimension: values } } }],
      });
      const [epoch] = await store.runs.epochs(claim.run.id);
      expect(epoch?.metrics).toEqual({ validation: { cost: Number.NaN, kl: Number.NaN } });
      expect(await store.metrics.vectors(claim.run.id, byDimension)).toEqual([{ epoch: 1, values }]);
      expect(await store.runs.get(claim.run.id)).toMatchObject({ lastValidationCost: null, bestValidationCost: null, bestEpoch: null });
    });

    it('are rejected if they are repeated or out of order', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const refused = { name: 'DbError', code: 'INPUT_INVALID' };
      await store.recordings.record(claim, { epochs: [newEpoch(1, 20), newEpoch(2, 10)] });
      for (const epochs of [
        [newEpoch(2, 5)],
        [newEpoch(1, 5), newEpoch(3, 5)],
        [newEpoch(4, 5), newEpoch(3, 5)],
        [newEpoch(3, 5), newEpoch(3, 5)],
      ]) {
        await expect(store.recordings.record(claim, { epochs, points: [costs(1, 5)] })).rejects.toMatchObject(refused);
      }
      await expect(store.recordings.record(claim, { epochs: [newEpoch(2, 5)] })).rejects.toThrow(
        `epochs: received epoch 2 of run ${claim.run.id} after its epoch 2; each epoch is recorded once, in their order.`,
      );
      expect(await store.runs.epochs(claim.run.id)).toEqual([newEpoch(1, 20), newEpoch(2, 10)]);
      expect((await store.metrics.series(claim.run.id, 'cost', { width: 10 })).min).toHaveLength(0);
      expect(await store.runs.get(claim.run.id)).toMatchObject({ lastValidationCost: 10, bestEpoch: 2 });
    });

    it('reject undefined metric names, and list the allowed ones', async () => {
      const store = await open({ metrics });
      const claim = await claimedRun(store);
      const record = (epoch: Partial<NewEpoch>) =>
        store.recordings.record(claim, { epochs: [{ ...newEpoch(1, 1), metrics: {}, ...epoch }] });
      const refused = (message: string) => expect.objectContaining({ code: 'INPUT_INVALID', message: expect.stringContaining(message) });
      await expect(record({ metrics: { validation: { klx: 1 } } })).rejects.toEqual(
        refused(
          'epochs.metrics.validation: received "klx"; allowed are the metrics that are defined as a number of the part "validation": cost, kl.',
        ),
      );
      await expect(record({ metrics: { test: { kl: 1 } } })).rejects.toEqual(refused('part "test": cost.'));
      await expect(record({ metrics: { validation: { klByDimension: 1 } } })).rejects.toEqual(refused('"klByDimension"'));
      await expect(record({ metrics: { validation: { constructor: 1 } } })).rejects.toEqual(refused('"constructor"'));
      await expect(record({ vectors: { validation: { kl: Float32Array.of(1) } } })).rejects.toEqual(
        refused('an array of the part "validation": klByDimension.'),
      );
      await expect(record({ vectors: { test: { kl: Float32Array.of(1) } } })).rejects.toEqual(refused('part "test": none.'));
      await expect(store.recordings.record(claim, { points: [costs(1, 5, 'klx')] })).rejects.toEqual(
        refused('points.series: received "klx"'),
      );
      expect(await store.runs.epochs(claim.run.id)).toEqual([]);
    });

    it('stand beside a series for each metric of the steps', async () => {
      const store = await open({ metrics });
      const claim = await claimedRun(store);
      await store.recordings.record(claim, { points: [costs(1, 20), { ...costs(1, 20, 'kl'), values: new Float32Array(20).fill(7) }] });
      await store.recordings.record(claim, { points: [costs(21, 10), { ...costs(21, 5, 'kl'), values: new Float32Array(5).fill(7) }] });
      const lengths = await Promise.all(
        ['cost', 'kl'].map(async (name) => (await store.metrics.series(claim.run.id, name, { width: 50 })).min.length),
      );
      expect(lengths).toEqual([30, 25]);
      expect([...(await store.metrics.series(claim.run.id, 'kl', { width: 50 })).max]).toEqual(Array.from({ length: 25 }, () => 7));
    });

    it('after the checkpoint from which a run resumes are removed with their metrics, arrays and summary', async () => {
      const store = await open({ metrics });
      const claim = await claimedRun(store);
      const epochs = [withKl(1, 30, 3), withKl(2, 20, 5), withKl(3, 10, 4)];
      const blob = await store.blobs.put(Uint8Array.of(1));
      await store.recordings.record(claim, { epochs: epochs.slice(0, 2) });
      await store.recordings.record(claim, { checkpoint: { step: 200, epoch: 2, blob, withOptimizer: true } });
      await store.recordings.record(claim, { epochs: epochs.slice(2) });
      expect(await found(store, 'best.validation.kl = 4 and validation.kl = 4 and generation.distance = 2')).toEqual([0]);
      await store.leases.release(claim, 'The worker was interrupted.');
      const again = await claimNext(store);
      expect(again.run).toMatchObject({ lastValidationCost: 20, bestValidationCost: 20, bestEpoch: 2, trainingSeconds: 4 });
      expect(await store.runs.epochs(claim.run.id)).toEqual(epochs.slice(0, 2).map(withoutVectors));
      expect((await store.metrics.vectors(claim.run.id, byDimension)).map(({ epoch }) => epoch)).toEqual([1, 2]);
      expect(await found(store, 'best.validation.kl = 5 and validation.kl = 5')).toEqual([0]);
      await store.recordings.record(again, { epochs: epochs.slice(2) });
      expect(await store.runs.epochs(claim.run.id)).toEqual(epochs.map(withoutVectors));
    });

    it('leave no summary of a run that starts over', async () => {
      const store = await open({ metrics });
      const claim = await claimedRun(store);
      await store.recordings.record(claim, { epochs: [withKl(1, 30, 3)] });
      await store.leases.release(claim, 'The worker was interrupted.');
      expect((await claimNext(store)).run).toMatchObject({ lastValidationCost: null, bestEpoch: null, trainingSeconds: 0 });
      expect(await store.metrics.vectors(claim.run.id, byDimension)).toEqual([]);
      expect((await store.finding.fields()).has('validation.kl')).toBe(false);
      expect(await found(store, 'validation.cost = missing')).toEqual([0]);
    });

    it('find their run by the last value of a metric, and by that of the best epoch', async () => {
      const store = await open({ metrics });
      const recorded = {
        1: [withKl(1, 10, 9), withKl(2, 12, 1)],
        2: [withKl(1, 12, 2), withKl(2, 11, 4)],
        3: [withKl(1, 7, 8), withKl(2, 7, 3)],
        4: [],
      };
      await store.sweeps.upsert(
        newSweep(
          'first',
          Object.keys(recorded).map((seed) => newRun(seed, { seed: Number(seed) })),
        ),
      );
      for (const epochs of Object.values(recorded)) await store.recordings.record(await claimNext(store), { epochs });
      const expected: readonly (readonly [string, string, readonly number[]])[] = [
        // The last values are 1, 4 and 3. The values at the best epochs are 9, 4 and 8, where the earlier epoch wins the tie.
        ['validation.kl < 3.5', '', [3, 1]],
        ['validation.kl < 3.5 and validation.kl > 2', '', [3]],
        ['best.validation.kl > 4', '', [3, 1]],
        ['best.validation.kl in [4, 9]', '', [2, 1]],
        ['validation.kl = missing', '', [4]],
        ['not validation.kl < 3.5', '', [4, 2]],
        ['', 'validation.kl', [1, 3, 2, 4]],
        ['', '-best.validation.kl', [1, 3, 2, 4]],
        ['train.batchCost = 202', 'generation.distance', [1, 3, 2]],
        ['best.train.cost < 7', '', [3]],
        // Costs that are columns of the run, under either name.
        ['validation.cost < 11.5 and lastValidationCost > 7', '', [2]],
        ['best.validation.cost = 10', '', [1]],
        ['test.cost = 8 and train.cost = 6', '', [3]],
        ['', 'best.validation.cost', [3, 1, 2, 4]],
      ];
      for (const [filter, sort, seeds] of expected) expect([filter, sort, await found(store, filter, sort)]).toEqual([filter, sort, seeds]);
      expect(await store.finding.valuesOf('best.validation.kl', 10)).toEqual(['4', '8', '9']);
      const { groups } = await store.finding.groups({ by: ['train.batchCost'], limit: 5 });
      expect(groups.map(({ values, runs }) => [values, runs])).toEqual([
        [[202], 3],
        [[null], 1],
      ]);
    });
  });
}
