import { describe, expect, it } from 'vitest';
import type { Claim } from '../../contract/leases.ts';
import type { Store } from '../../contract/store.ts';
import { claimedRun, claimNext, costs, kindsOfEvents, newRun, newSweep, worker } from '../fixtures.ts';
import { expectLost } from './expect-lost.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

const engine = { name: 'cpu', version: '4.22.0', libraryVersion: null, declined: [], gflops: null };

export function leaseContract(open: OpenStoreForTest): void {
  describe('leases', () => {
    it('hands out baselines first, then the oldest sweep, in the order of insertion, each run once', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('older', [newRun('a', { seed: 1 }), newRun('b', { seed: 2 })]));
      await store.sweeps.upsert(newSweep('newer', [newRun('c', { seed: 3 }), newRun('pca', { kind: 'baseline', seed: 4 })]));
      const claims = [];
      for (let claim = await next(store); claim !== null; claim = await next(store)) {
        claims.push(claim);
      }
      expect(claims.map((claim) => claim.run.seed)).toEqual([4, 1, 2, 3]);
      expect(claims.every((claim) => claim.attempt === 1 && claim.run.state === 'running' && claim.run.attempt === 1)).toBe(true);
      expect(await store.leases.claim(worker, { leaseMilliseconds: 1_000, sweep: sweep.id })).toBeNull();
    });

    it('hands out runs and baselines separately, and one baseline at a time', async () => {
      const store = await open();
      const baselines = [newRun('pca 1', { kind: 'baseline', seed: 1 }), newRun('pca 2', { kind: 'baseline', seed: 2 })];
      await store.sweeps.upsert(newSweep('both', [...baselines, newRun('a', { seed: 3 })]));
      const claim = (kind: 'run' | 'baseline') => store.leases.claim(worker, { leaseMilliseconds: 10_000, kind });
      expect((await claim('run'))?.run.seed).toBe(3);
      expect(await claim('run')).toBeNull();
      const first = await claim('baseline');
      expect(first?.run.seed).toBe(1);
      expect(await claim('baseline')).toBeNull();
      // The worker reports the run, not the concurrent baseline.
      await store.workers.present(worker, { engine, memoryBytes: 1 });
      expect((await store.workers.list(0)).map(({ held }) => held?.kind)).toEqual(['run']);
      if (first !== null) await store.leases.finish(first, { state: 'complete', exitReason: null });
      expect((await claim('baseline'))?.run.seed).toBe(2);
    });

    it('hands out only runs of the requested sweep', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('older', [newRun('a')]));
      const { sweep } = await store.sweeps.upsert(newSweep('newer', [newRun('b')]));
      const claim = await store.leases.claim(worker, { leaseMilliseconds: 1_000, sweep: sweep.id });
      expect(claim?.run.sweep).toBe(sweep.id);
      expect(await store.leases.claim(worker, { leaseMilliseconds: 1_000, sweep: sweep.id })).toBeNull();
    });

    it('stores progress at every heartbeat and returns the wanted state', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      expect(await store.leases.heartbeat(claim, { step: 42 })).toEqual({ wanted: 'run' });
      expect(await store.events.progress()).toEqual([
        { run: claim.run.id, sweep: claim.run.sweep, step: 42, totalSteps: 1_000, heartbeatAt: expect.any(Number) },
      ]);
      await store.leases.finish(claim, { state: 'complete', exitReason: null });
      expect(await store.events.progress()).toEqual([]);
    });

    it('lists leases that are still held although their run is requested to pause or stop', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b'), newRun('c')]));
      const [one, other, deleted] = [
        await claimNext(store, { pid: 1 }),
        await claimNext(store, { pid: 2 }),
        await claimNext(store, { pid: 3 }),
      ];
      expect(await store.leases.unreleased()).toEqual([]);
      await store.leases.heartbeat(other, { step: 7 });
      await store.steering.want({ run: other.run.id }, 'stop', { source: 'cli' });
      await store.steering.remove({ run: deleted.run.id }, { source: 'cli', undoMilliseconds: 60_000 });
      const held = (claim: Claim, pid: number) => ({ run: claim.run.id, key: claim.key, attempt: 1, worker: { ...worker, pid } });
      expect(await store.leases.unreleased()).toEqual([
        { ...held(other, 2), wanted: 'stop', step: 7 },
        { ...held(deleted, 3), wanted: 'pause', step: 0 },
      ]);
      await store.steering.want({ sweep: one.run.sweep }, 'pause', { source: 'cli' });
      await store.leases.release(other, 'asked for');
      expect((await store.leases.unreleased()).map(({ run, wanted }) => `${run} ${wanted}`)).toEqual([
        `${one.run.id} pause`,
        `${deleted.run.id} pause`,
      ]);
    });

    it('finishes a run: its worker no longer holds it, and an event reports the end', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      await store.leases.finish(claim, { state: 'failed', exitReason: 'The cost became NaN at step 7.' });
      expect(await store.runs.get(claim.run.id)).toMatchObject({
        state: 'failed',
        exitReason: 'The cost became NaN at step 7.',
        endedAt: expect.any(Number),
      });
      expect(await kindsOfEvents(store)).toEqual(['sweep.created', 'run.started', 'run.failed']);
      await expectLost(store, claim);
      expect(await next(store)).toBeNull();
    });

    it('rejects every write of a worker whose run another worker has claimed', async () => {
      const store = await open();
      const lost = await claimedRun(store);
      await store.leases.release(lost, 'The worker was interrupted.');
      const current = await claimNext(store, { pid: 4712 });
      expect(current.attempt).toBe(2);
      await expectLost(store, lost);
      expect(await store.runs.get(lost.run.id)).toMatchObject({ state: 'running', attempt: 2, step: 0 });
      expect(await store.runs.epochs(lost.run.id)).toEqual([]);
      expect(await kindsOfEvents(store)).toEqual(['sweep.created', 'run.started', 'run.released', 'run.started']);
    });

    it('keeps the lease of a worker that records, and returns the wanted state', async () => {
      let now = 1_000_000;
      const store = await open({ now: () => now });
      await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      const claim = await claimNext(store, {}, 1_000);
      now += 900;
      expect(await store.recordings.record(claim, { points: [costs(1, 10)] })).toEqual({ wanted: 'run', released: [] });
      // A heartbeat reports a later step than the following recording.
      await store.leases.heartbeat(claim, { step: 30 });
      now += 900;
      await store.steering.want({ run: claim.run.id }, 'stop', { source: 'cli' });
      expect(await store.recordings.record(claim, { points: [costs(11, 10)] })).toMatchObject({ wanted: 'stop' });
      expect((await store.runs.get(claim.run.id)).step).toBe(30);
      now += 900;
      expect(await store.leases.reclaim()).toEqual([]);
      now += 200;
      expect(await store.leases.reclaim()).toEqual([claim.run.id]);
      await expect(store.recordings.record(claim, { points: [costs(21, 10)] })).rejects.toMatchObject({ code: 'LEASE_LOST' });
    });

    it('keeps the executor of a run for every later claim, and accepts it only from the worker that holds the lease', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      expect(claim.run.executor).toBeNull();
      const executor = { name: 'session', reason: 'XLA failed.' } as const;
      await store.leases.recordExecutor(claim, executor);
      await store.leases.release(claim, 'The worker was interrupted.');
      const again = await claimNext(store);
      expect(again.run.executor).toEqual(executor);
      await expect(store.leases.recordExecutor(claim, { name: 'xla', reason: null })).rejects.toMatchObject({ code: 'LEASE_LOST' });
      expect((await store.runs.get(claim.run.id)).executor).toEqual(executor);
      await store.leases.recordExecutor(again, { name: 'xla', reason: null });
      expect((await store.runs.get(claim.run.id)).executor).toEqual({ name: 'xla', reason: null });
    });
  });
}

function next(store: Store): Promise<Claim | null> {
  return store.leases.claim(worker, { leaseMilliseconds: 60_000 });
}
