import { describe, expect, it } from 'vitest';
import { claimedRun, claimNext, newEpoch, newRun, newSweep, provenance } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

export function runContract(open: OpenStoreForTest): void {
  describe('runs', () => {
    it('measures the wall time of a run that no interruption made longer, and no other', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const interrupted = await claimNext(store);
      await store.leases.release(interrupted, 'It was interrupted.');
      const again = await claimNext(store);
      expect(again).toMatchObject({ run: { id: interrupted.run.id }, attempt: 2 });
      await store.leases.finish(again, { state: 'complete', exitReason: null });
      await store.leases.finish(await claimNext(store), { state: 'complete', exitReason: null });
      const [whole, resumed] = await store.runs.measurements(2);
      expect(whole?.wallSeconds).toBeGreaterThanOrEqual(0);
      expect(resumed?.wallSeconds).toBeNull();
    });

    it('returns stored runs bit for bit', async () => {
      const store = await open();
      const run = newRun('a', {
        seed: 4_294_967_295,
        parameters: { dimensions: [784, 256, 32], learningRate: 0.1 + 0.2, noise: { kind: 'none' }, name: "it's" },
        values: { learningRate: 0.1 + 0.2, 'noise.kind': 'none', tiny: 5e-324 },
      });
      const { sweep } = await store.sweeps.upsert(newSweep('first', [run]));
      const [stored] = await store.runs.list();
      expect(stored).toEqual({
        id: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{10}$/),
        sweep: sweep.id,
        kind: 'run',
        number: 1,
        configuration: 1,
        fingerprint: run.fingerprint,
        name: null,
        notes: null,
        tags: [],
        seed: run.seed,
        parameters: run.parameters,
        values: run.values,
        parameterCount: run.parameterCount,
        state: 'waiting',
        wanted: 'run',
        attempt: 0,
        exitReason: null,
        step: 0,
        totalSteps: 1_000,
        createdAt: expect.any(Number),
        startedAt: null,
        endedAt: null,
        lastValidationCost: null,
        bestValidationCost: null,
        bestTestCost: null,
        lastTestCost: null,
        lastTrainCost: null,
        ranking: { direction: 'minimise', part: 'validation', name: 'cost' },
        bestEpoch: null,
        bestValue: null,
        trainingSeconds: 0,
        provenance: null,
        executor: null,
        lastReconstructionEpoch: null,
        archivedAt: null,
      });
      expect(await store.runs.get(stored?.id.slice(0, 8) ?? '')).toEqual(stored);
      expect(Object.isFrozen(stored) && Object.isFrozen(stored?.parameters) && Object.isFrozen(stored?.values)).toBe(true);
    });

    it('lists runs in the order of their creation, by sweep, state and kind', async () => {
      const store = await open();
      const seeds = [5, 3, 4];
      const { sweep } = await store.sweeps.upsert(
        newSweep('first', [...seeds.map((seed) => newRun(`${seed}`, { seed })), newRun('mean', { kind: 'baseline', seed: 9 })]),
      );
      await store.sweeps.upsert(newSweep('second', [newRun('x', { seed: 100 })]));
      await claimNext(store);
      const seedsOf = async (filter: Parameters<typeof store.runs.list>[0]) => (await store.runs.list(filter)).map((run) => run.seed);
      expect(await seedsOf(undefined)).toEqual([5, 3, 4, 9, 100]);
      expect(await seedsOf({ sweep: sweep.id })).toEqual([5, 3, 4, 9]);
      expect(await seedsOf({ state: 'running' })).toEqual([9]);
      expect(await seedsOf({ sweep: sweep.id, state: 'waiting', kind: 'run' })).toEqual([5, 3, 4]);
    });

    it('have numbers that stay after a deletion, and are unique in the home', async () => {
      const store = await open();
      const runs = ['a', 'b', 'c'].map((name) => newRun(name));
      const numbers = async (sweep: string) => (await store.runs.list({ sweep })).map(({ number }) => number);
      const first = await store.sweeps.upsert(newSweep('first', [newRun('mean', { kind: 'baseline' }), ...runs]));
      const second = await store.sweeps.upsert(newSweep('second', runs));
      expect(await numbers(first.sweep.id)).toEqual([null, 1, 2, 3]);
      expect(await numbers(second.sweep.id)).toEqual([4, 5, 6]);
      // The last of all, freed at once, and a middle one that could come back.
      const [, middle] = await store.runs.list({ sweep: first.sweep.id, kind: 'run' });
      const last = (await store.runs.list({ sweep: second.sweep.id })).at(-1);
      for (const run of [middle, last]) await store.steering.remove({ run: run?.id ?? '' }, { source: 'cli' });
      await store.storage.collect();
      expect(await numbers(first.sweep.id)).toEqual([null, 1, 3]);
      expect(await numbers(second.sweep.id)).toEqual([4, 5]);
      await store.sweeps.upsert(newSweep('second', runs));
      await store.sweeps.upsert(newSweep('third', [newRun('a')]));
      expect((await store.runs.list({ sweep: second.sweep.id })).map(({ number }) => number)).toEqual([4, 5, 7]);
      expect((await store.runs.list()).at(-1)?.number).toBe(8);
      expect((await store.finding.find({ filter: 'number in [3, 7]', sort: 'number', offset: 0, limit: 9 })).runs).toMatchObject([
        { number: 3 },
        { number: 7 },
      ]);
    });

    it('share the number of their configuration whatever their seed and sweep', async () => {
      const store = await open();
      const wide = { dimensions: [784, 256], learningRate: 0.001 };
      const configurations = async (sweep: string) => (await store.runs.list({ sweep })).map(({ configuration }) => configuration);
      const first = await store.sweeps.upsert(
        newSweep('first', [
          newRun('a', { seed: 0 }),
          newRun('b', { seed: 1 }),
          newRun('c', { parameters: wide }),
          newRun('mean', { kind: 'baseline' }),
        ]),
      );
      const second = await store.sweeps.upsert(
        newSweep('second', [newRun('d', { parameters: { learningRate: 0.001, dimensions: [784, 256] } }), newRun('e', { parameters: {} })]),
      );
      expect(await configurations(first.sweep.id)).toEqual([1, 1, 2, null]);
      expect(await configurations(second.sweep.id)).toEqual([2, 3]);
    });

    it('returns several runs in the requested order and omits unknown ids', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const [a, b] = await store.runs.list();
      expect(await store.runs.getMany([b?.id ?? '', 'zzzzzzzzzz', a?.id ?? ''])).toEqual([b, a]);
    });

    it('summarises its epochs, and distinguishes NaN from a cost', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      await store.recordings.record(claim, { epochs: [newEpoch(1, 20), newEpoch(2, 10)] });
      await store.recordings.record(claim, { epochs: [newEpoch(3, 15)] });
      expect(await store.runs.get(claim.run.id)).toMatchObject({
        lastValidationCost: 15,
        bestValidationCost: 10,
        bestTestCost: 11,
        lastTestCost: 16,
        lastTrainCost: 14,
        bestEpoch: 2,
        bestValue: 10,
        trainingSeconds: 6,
        step: 300,
        provenance,
      });
      const broken = { ...newEpoch(4, 12), metrics: { validation: { cost: 12 }, test: { cost: Number.POSITIVE_INFINITY } } };
      await store.recordings.record(claim, { epochs: [broken] });
      expect(await store.runs.epochs(claim.run.id)).toEqual([
        newEpoch(1, 20),
        newEpoch(2, 10),
        newEpoch(3, 15),
        { ...broken, metrics: { validation: { cost: 12 }, test: { cost: Number.NaN } } },
      ]);
      expect((await store.runs.get(claim.run.id)).lastTestCost).toBeNull();
    });
  });
}
