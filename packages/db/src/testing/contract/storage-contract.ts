import { describe, expect, it } from 'vitest';
import type { Claim } from '../../contract/leases.ts';
import type { Store } from '../../contract/store.ts';
import { allSweeps, claimedRun, claimNext, costs, newReconstruction, newRun, newSweep, probeSet, provenance } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

const cli = { source: 'cli' } as const;

export function storageContract(open: OpenStoreForTest): void {
  describe('storage', () => {
    it('keeps what is deleted until its worker lets go, then frees rows and blobs', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const { id, sweep } = claim.run;
      const blob = await recordSomething(store, claim);
      expect(await store.storage.usageOfSweep(sweep)).toBeGreaterThan(blob.bytes);
      await store.steering.remove({ run: id }, cli);
      await expect(store.runs.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await store.leases.heartbeat(claim, { step: 1 })).toEqual({ wanted: 'stop' });
      expect(await store.storage.collect()).toMatchObject({ deletedRuns: 0, heldRuns: 1, files: 0 });
      expect(await store.blobs.get(blob)).toHaveLength(blob.bytes);
      await store.leases.release(claim, 'deleted');
      const found = await store.storage.garbage();
      expect(found).toMatchObject({ deletedRuns: 1, heldRuns: 0, files: 1, fileBytes: blob.bytes });
      expect(await store.storage.collect({ compact: true })).toEqual(found);
      expect(await store.storage.garbage()).toMatchObject({ deletedRuns: 0, heldRuns: 0, files: 0, databaseBytes: 0 });
      await expect(store.blobs.get(blob)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
      expect(await store.storage.usageOfSweep(sweep)).toBe(0);
      await store.steering.remove({ sweep }, cli);
      expect(await store.storage.collect()).toMatchObject({ deletedSweeps: 1 });
      expect(await allSweeps(store)).toEqual([]);
      expect((await store.events.after(0, 100)).map(({ kind }) => kind)).toContain('sweep.deleted');
    });

    it('says what deleting would free, and counts no file that a run which stays shares', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const [one, other] = [await claimNext(store), await claimNext(store)];
      for (const claim of [one, other]) await store.recordings.record(claim, { provenance });
      const shared = await recordSomething(store, one);
      await recordSomething(store, other);
      const own = await store.blobs.put(Uint8Array.of(9, 9));
      await store.recordings.record(other, {
        checkpoint: { step: 200, epoch: 2, blob: own, withOptimizer: true, validationCostPerSample: 1 },
      });
      const freed = await store.storage.wouldFree([{ run: other.run.id }, { run: other.run.id.slice(0, 8) }]);
      expect(freed).toMatchObject({ runs: 1, sweeps: 0, running: 1, files: 1, fileBytes: own.bytes, sharedBytes: shared.bytes });
      expect(freed.rowBytes).toBeGreaterThan(0);
      const all = { runs: 2, sweeps: 1, files: 2, fileBytes: own.bytes + shared.bytes, sharedBytes: 0, rowBytes: 2 * freed.rowBytes };
      expect(await store.storage.wouldFree([{ sweep: sweep.id }])).toMatchObject(all);
      await store.steering.remove({ run: other.run.id }, cli);
      await store.leases.release(other, 'deleted');
      const collected = await store.storage.collect();
      expect([collected.files, collected.fileBytes]).toEqual([freed.files, freed.fileBytes]);
      // What stayed because it was shared goes with the last that has it.
      expect(await store.storage.wouldFree([{ run: one.run.id }])).toMatchObject({ files: 1, fileBytes: shared.bytes });
    });

    it('lets nothing of a deleted run come back through a worker that wakes late', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      await store.steering.remove({ run: claim.run.id }, cli);
      await store.leases.release(claim, 'interrupted');
      await store.storage.collect();
      await expect(store.recordings.record(claim, { points: [costs(1, 5)] })).rejects.toMatchObject({ code: 'LEASE_LOST' });
      await store.leases.reportLoss(claim, 'too late');
      await store.logs.append(claim, [{ level: 'info', message: 'too late', time: 1 }]);
      expect(await store.storage.check()).toEqual([]);
    });

    it('leaves a file alone that a worker has put and not recorded yet', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const blob = await store.blobs.put(Uint8Array.of(1, 2, 3));
      await store.storage.collect();
      await store.recordings.record(claim, {
        checkpoint: { step: 1, epoch: 0, blob, withOptimizer: true, validationCostPerSample: null },
      });
      await store.leases.release(claim, 'interrupted');
      const orphan = await store.blobs.put(Uint8Array.of(4));
      expect(await store.storage.collect()).toMatchObject({ files: 1, fileBytes: 1 });
      await expect(store.blobs.get(orphan)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
      expect(await store.blobs.get(blob)).toHaveLength(3);
    });

    it('says when the home takes more than its budget', async () => {
      const store = await open();
      expect(await store.storage.overBudget()).toBeNull();
      await store.storage.setBudget(1_000);
      expect(await store.storage.overBudget()).toMatch(/^Paused, because this home takes \d.* of the 1\.0 kB that it may\./);
      await store.storage.setBudget(null);
      expect(await store.storage.overBudget()).toBeNull();
      expect((await store.storage.usage()).databaseBytes).toBeGreaterThan(1_000);
    });
  });

  describe('logs', () => {
    it('are read from a cursor on, and hold the newest lines of each run', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const [one, other] = [await claimNext(store), await claimNext(store)];
      await store.logs.append(other, [{ level: 'error', message: 'of another', time: 5 }]);
      const lines = Array.from({ length: 2_005 }, (_, index) => ({ level: 'info' as const, message: `line ${index + 1}`, time: index }));
      await store.logs.append(one, lines);
      const all = await store.logs.ofRun(one.run.id, { limit: 10_000 });
      expect(all).toHaveLength(2_000);
      expect(all[0]?.message).toBe('line 6');
      expect((await store.logs.ofRun(one.run.id, { limit: 2 })).map(({ message }) => message)).toEqual(['line 2004', 'line 2005']);
      expect(await store.logs.ofRun(one.run.id, { after: all.at(-2)?.id ?? 0, limit: 10 })).toEqual([all.at(-1)]);
      expect(await store.logs.ofRun(other.run.id, { limit: 10 })).toMatchObject([{ level: 'error', attempt: 1, message: 'of another' }]);
    });
  });
}

async function recordSomething(store: Store, claim: Claim) {
  const blob = await store.blobs.put(Uint8Array.of(1, 2, 3, 4));
  const probeSetId = await store.reconstructions.putProbeSet(probeSet);
  await store.recordings.record(claim, {
    points: [costs(1, 100)],
    reconstructions: [newReconstruction(1, probeSetId)],
    checkpoint: { step: 100, epoch: 1, blob, withOptimizer: true, validationCostPerSample: 1 },
    result: { probeReconstructions: blob, testCosts: Float32Array.of(1) },
  });
  return blob;
}
