import { describe, expect, it } from 'vitest';
import type { Claim } from '../../contract/leases.ts';
import { FakeHost } from '../fake-host.ts';
import { claimedRun, claimNext, newRun, newSweep, provenance, worker } from '../fixtures.ts';
import { expectLost } from './expect-lost.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

export function lostLeaseContract(open: OpenStoreForTest): void {
  describe('lost leases', () => {
    it('returns runs to waiting whose worker is dead or whose heartbeat is overdue', async () => {
      const host = new FakeHost();
      const store = await open({ host });
      await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b'), newRun('c'), newRun('d')]));
      const dead = await claimNext(store, { pid: 1 });
      await claimNext(store, { pid: 2 });
      await claimNext(store, { pid: 1, hostname: 'elsewhere' });
      const silent = await claimNext(store, { pid: 3, hostname: 'elsewhere' }, 1);
      host.set({ ...worker, pid: 1 }, 'gone');
      host.milliseconds += 2;
      expect(await store.leases.lost()).toEqual([dead.run.id, silent.run.id]);
      expect(await store.leases.reclaim()).toEqual([dead.run.id, silent.run.id]);
      expect(await store.leases.reclaim()).toEqual([]);
      expect(await store.leases.lost()).toEqual([]);
      expect((await store.runs.list({ state: 'waiting' })).map((run) => run.id)).toEqual([dead.run.id, silent.run.id]);
      await expectLost(store, dead);
      const outcomes = (await store.events.after(0, 100))
        .filter((event) => event.kind === 'lease.lost')
        .map((event) => event.data?.outcome);
      expect(outcomes).toEqual(['died', 'expired']);
    });

    it('fails a run whose workers died three times without progress, until it is retried', async () => {
      const host = new FakeHost();
      const store = await open({ host });
      await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      let pid = 0;
      const die = async () => {
        host.milliseconds++;
        const claim = await claimNext(store, { pid: ++pid });
        host.set({ ...worker, pid }, 'gone');
        expect(await store.leases.reclaim()).toEqual([]);
        host.milliseconds += 500;
        await store.leases.reclaim();
        return store.runs.get(claim.run.id);
      };
      expect((await die()).state).toBe('waiting');
      const alive = await claimNext(store, { pid: ++pid });
      await store.recordings.record(alive, { provenance });
      const blob = await store.blobs.put(Uint8Array.of(1));
      await store.recordings.record(alive, {
        checkpoint: { step: 10, epoch: 0, blob, withOptimizer: true },
      });
      host.set({ ...worker, pid }, 'gone');
      await store.leases.reclaim();
      host.milliseconds += 500;
      await store.leases.reclaim();
      expect((await die()).state).toBe('waiting');
      const failed = await die();
      expect(failed).toMatchObject({ state: 'failed', exitReason: expect.stringContaining('died 3 times in a row') });
      await store.steering.retry({ run: failed.id }, { source: 'cli' });
      expect(await die()).toMatchObject({ state: 'waiting' });
    });

    it.each(['run', 'baseline'] as const)('fails only the %s that kills its workers, not what they held beside it', async (guilty) => {
      const host = new FakeHost();
      const store = await open({ host });
      await store.sweeps.upsert(newSweep('both', [newRun('pca', { kind: 'baseline' }), newRun('a'), newRun('b')]));
      const waiting = new Set((await store.runs.list()).map(({ id }) => id));
      let pid = 0;
      let deaths = 0;
      while (waiting.size > 0) {
        host.milliseconds++;
        const worker_ = { ...worker, pid: ++pid };
        const held: Claim[] = [];
        for (const kind of ['run', 'baseline'] as const) {
          const claim = await store.leases.claim(worker_, { leaseMilliseconds: 60_000, kind });
          if (claim !== null) held.push(claim);
        }
        // After the first death, every suspect is tried alone.
        expect(held).toHaveLength(pid === 1 ? 2 : 1);
        if (held.some(({ run }) => run.kind === guilty)) {
          deaths++;
          host.set(worker_, 'gone');
          await store.leases.reclaim();
          host.milliseconds += 500;
          await store.leases.reclaim();
        } else {
          for (const claim of held) await store.leases.finish(claim, { state: 'complete', exitReason: null });
        }
        for (const { id, state } of await store.runs.list()) if (state === 'complete' || state === 'failed') waiting.delete(id);
      }
      const ends = (await store.runs.list()).map(({ kind, state }) => `${kind} ${state}`);
      expect(ends).toEqual(
        [0, 1, 2].map((index) => {
          const kind = index === 0 ? 'baseline' : 'run';
          return `${kind} ${kind === guilty ? 'failed' : 'complete'}`;
        }),
      );
      // One shared death, and three alone for each guilty run.
      expect(deaths).toBe(guilty === 'run' ? 7 : 4);
    });

    it('gives a suspected run to a worker of its own until the run has recorded a checkpoint, and hands out nothing else before it', async () => {
      const host = new FakeHost();
      const store = await open({ host });
      await store.sweeps.upsert(newSweep('both', [newRun('pca', { kind: 'baseline' }), newRun('a'), newRun('b')]));
      const claimOf = (pid: number, kind: 'run' | 'baseline') =>
        store.leases.claim({ ...worker, pid }, { leaseMilliseconds: 60_000, kind });
      host.milliseconds++;
      const busy = await claimNext(store, { pid: 9 }, 60_000);
      expect(busy.run.kind).toBe('baseline');
      await store.leases.release(busy, 'interrupted');
      const fit = await claimOf(1, 'baseline');
      const run = await claimOf(1, 'run');
      const other = await claimOf(2, 'run');
      host.set({ ...worker, pid: 1 }, 'gone');
      await store.leases.reclaim();
      host.milliseconds += 500;
      expect(await store.leases.reclaim()).toEqual([fit?.run.id, run?.run.id]);
      // Worker 2 holds a run: it gets neither suspect, nor anything else.
      expect([await claimOf(2, 'baseline'), await claimOf(2, 'run')]).toEqual([null, null]);
      // A free worker gets a suspect, and nothing beside it.
      expect(await claimOf(3, 'run')).toBeNull();
      const alone = await claimOf(3, 'baseline');
      expect(alone?.run.id).toBe(fit?.run.id);
      expect(await claimOf(3, 'run')).toBeNull();
      const suspect = await claimOf(4, 'run');
      expect(suspect?.run.id).toBe(run?.run.id);
      if (other !== null) await store.leases.finish(other, { state: 'complete', exitReason: null });
      if (alone !== null) await store.leases.release(alone, 'interrupted');
      expect(await claimOf(4, 'baseline')).toBeNull();
      const blob = await store.blobs.put(Uint8Array.of(1));
      if (suspect === null) return;
      await store.recordings.record(suspect, { provenance });
      await store.recordings.record(suspect, {
        checkpoint: { step: 10, epoch: 0, blob, withOptimizer: true },
      });
      // The run is no suspect any more, but the fit still is: it waits for a free worker.
      expect(await claimOf(4, 'baseline')).toBeNull();
      expect((await claimOf(5, 'baseline'))?.run.id).toBe(fit?.run.id);
    });

    it('distinguishes a dead worker from a later process with the same pid', async () => {
      const host = new FakeHost();
      const store = await open({ host });
      const claim = await claimedRun(store);
      host.set(worker, 'gone');
      host.set({ ...worker, startedAt: worker.startedAt + 1 }, 'alive');
      expect(await store.leases.reclaim()).toEqual([claim.run.id]);
    });

    it('keeps the lease of a worker on another host that sends heartbeats, regardless of the wall clock', async () => {
      const host = new FakeHost();
      let now = 1_000_000_000;
      const store = await open({ host, now: () => now });
      await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      const claim = await claimNext(store, { hostname: 'elsewhere' }, 200);
      for (const jump of [3_600_000, -7_200_000, -20_000, 86_400_000]) {
        host.milliseconds += 199;
        now += jump;
        expect(await store.leases.reclaim()).toEqual([]);
        // The worker's clock.
        now -= 20_000;
        await store.leases.heartbeat(claim, { step: 1 });
        now += 20_000;
        expect(await store.leases.reclaim()).toEqual([]);
      }
      host.milliseconds += 201;
      expect(await store.leases.reclaim()).toEqual([claim.run.id]);
    });

    it('never takes the run of a worker that is alive on this host', async () => {
      const host = new FakeHost();
      let now = 1_000_000_000;
      const store = await open({ host, now: () => now });
      const claim = await claimedRun(store);
      host.milliseconds += 86_400_000;
      now -= 86_400_000;
      expect(await store.leases.reclaim()).toEqual([]);
      await store.leases.heartbeat(claim, { step: 1 });
      host.set(worker, 'suspended');
      host.milliseconds += 60_000;
      expect(await store.leases.reclaim()).toEqual([]);
      host.milliseconds += 1;
      expect(await store.leases.reclaim()).toEqual([claim.run.id]);
    });

    it('treats a worker as gone after its machine was restarted', async () => {
      const store = await open({ host: new FakeHost() });
      await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      const claim = await claimNext(store, { bootId: 'boot-0' });
      expect(await store.leases.reclaim()).toEqual([claim.run.id]);
    });

    it('does not count a death without a surviving observer, and reclaims the lease at once when the store is opened later', async () => {
      const host = new FakeHost();
      const store = await open({ host });
      await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      for (let pid = 1; pid <= 10; pid++) {
        // No heartbeat arrived since this process opened the store.
        const claim = await claimNext(store, { pid });
        host.set({ ...worker, pid }, 'gone');
        expect(await store.leases.reclaim()).toEqual([claim.run.id]);
      }
      expect((await store.runs.list()).map(({ state }) => state)).toEqual(['waiting']);
    });
  });
}
