import { describe, expect, it } from 'vitest';
import type { Store } from '../../contract/store.ts';
import { FakeHost } from '../fake-host.ts';
import { claimNext, newRun, newSweep, provenance, worker } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

const cli = { source: 'cli' } as const;

/** Former bugs that left runs stuck; `leases/run-life.test.ts` searches for new ones. */
export function runLifeContract(open: OpenStoreForTest): void {
  describe('the life of a run', () => {
    it('is stopped together with the loss of its lease, where its worker dies before it reads that it should stop', async () => {
      const { store, host, claim } = await claimedLife(open);
      await store.steering.want({ run: claim.run.id }, 'stop', cli);
      host.set(worker, 'gone');
      expect(await store.leases.reclaim()).toEqual([claim.run.id]);
      expect(await store.runs.get(claim.run.id)).toMatchObject({ state: 'stopped', wanted: 'stop', endedAt: expect.any(Number) });
      expect(await lastKinds(store, claim.run.id)).toEqual(['run.stop', 'lease.lost', 'run.stopped']);
    });

    it.each(['run', 'sweep'] as const)('is stopped at once by a stop of its %s, where its worker is gone', async (noun) => {
      const { store, host, claim } = await claimedLife(open);
      const { id, sweep } = claim.run;
      host.set(worker, 'gone');
      await store.steering.want(noun === 'run' ? { run: id } : { sweep }, 'stop', cli);
      expect(await store.runs.get(id)).toMatchObject({ state: 'stopped' });
    });

    it('is stopped where its worker is interrupted before it reads that the sweep should stop', async () => {
      const { store, claim } = await claimedLife(open);
      await store.steering.want({ sweep: claim.run.sweep }, 'stop', cli);
      expect(await store.leases.release(claim, 'interrupted')).toEqual({ state: 'stopped' });
      expect(await lastKinds(store, claim.run.id)).toEqual(['run.started', 'run.stopped']);
    });

    it('waits if a deletion told its worker to stop and was undone before the worker released it', async () => {
      const { store, claim } = await claimedLife(open);
      const { id } = claim.run;
      await store.steering.remove({ run: id }, cli);
      expect(await store.leases.heartbeat(claim, { step: 1 })).toEqual({ wanted: 'stop' });
      await store.steering.many([{ run: id }], 'restore', cli);
      expect(await store.leases.release(claim, 'interrupted')).toEqual({ state: 'waiting' });
    });

    it('is stopped when its deletion is undone after its sweep was stopped', async () => {
      const { store, claim } = await claimedLife(open, 2);
      const [, waiting] = await store.runs.list();
      await store.steering.remove({ run: waiting?.id ?? '' }, { ...cli, undoMilliseconds: 60_000 });
      await store.steering.want({ sweep: claim.run.sweep }, 'stop', cli);
      await store.steering.many([{ run: waiting?.id ?? '' }], 'restore', cli);
      expect(await store.runs.get(waiting?.id ?? '')).toMatchObject({ state: 'stopped' });
    });

    it('continues when it is extended, although its sweep was stopped', async () => {
      const { store, claim } = await claimedLife(open, 2);
      const blob = await store.blobs.put(Uint8Array.of(1));
      await store.recordings.record(claim, {
        provenance,
        checkpoint: { step: 1_000, epoch: 10, blob, withOptimizer: true },
      });
      await store.leases.finish(claim, { state: 'complete', exitReason: null });
      await store.steering.want({ sweep: claim.run.sweep }, 'stop', cli);
      await store.steering.extend(claim.run.id, 20, cli);
      expect((await claimNext(store)).run.id).toBe(claim.run.id);
    });

    it('is retried, with an event, if its spec is submitted again after it was finished and deleted', async () => {
      const { store, claim } = await claimedLife(open);
      await store.leases.finish(claim, { state: 'failed', exitReason: 'No luck.' });
      await store.steering.remove({ run: claim.run.id }, { ...cli, undoMilliseconds: 60_000 });
      await store.sweeps.upsert(sweepOf(1));
      expect(await lastKinds(store, claim.run.id)).toEqual(['run.failed', 'run.deleted', 'run.retried']);
    });
  });
}

async function claimedLife(open: OpenStoreForTest, runs = 1) {
  const host = new FakeHost();
  const store = await open({ host });
  await store.sweeps.upsert(sweepOf(runs));
  return { store, host, claim: await claimNext(store) };
}

function sweepOf(runs: number) {
  const parameters = { epochs: 10, schedule: { kind: 'constant' } };
  return newSweep(
    'first',
    Array.from({ length: runs }, (_, index) => newRun(`${index}`, { parameters, values: { epochs: 10 } })),
  );
}

async function lastKinds(store: Store, run: string): Promise<readonly string[]> {
  return (await store.events.ofRun(run)).map(({ kind }) => kind).slice(-3);
}
