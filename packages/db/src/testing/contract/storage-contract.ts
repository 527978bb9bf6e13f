import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../contract/leases.ts';
import type { Store } from '../../contract/store.ts';
import {
  allSweeps,
  claimedRun,
  claimNext,
  costs,
  newEpoch,
  newReconstruction,
  newRun,
  newSweep,
  probeSet,
  provenance,
} from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

const cli = { source: 'cli' } as const;

export function storageContract(open: OpenStoreForTest): void {
  describe('storage', () => {
    it('keeps deleted data until its worker releases the run, then frees rows and blobs', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const { id, sweep } = claim.run;
      const blob = await recordOneOfEach(store, claim);
      expect(await store.storage.usageOfSweep(sweep)).toBeGreaterThan(blob.bytes);
      await store.steering.remove({ run: id }, cli);
      await expect(store.runs.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await store.leases.heartbeat(claim, { step: 1 })).toEqual({ wanted: 'stop' });
      expect(await store.storage.collect()).toMatchObject({ deletedRuns: 0, heldRuns: 1, files: 0 });
      expect(await store.blobs.get(blob)).toHaveLength(blob.bytes);
      await store.leases.release(claim, 'deleted');
      const found = await store.storage.garbage();
      expect(found).toMatchObject({ deletedRuns: 1, heldRuns: 0, files: 1, fileBytes: blob.bytes });
      expect(await store.storage.collect({ compact: true })).toEqual({ ...found, isCompacted: true });
      expect(await store.storage.garbage()).toMatchObject({ deletedRuns: 0, heldRuns: 0, files: 0, databaseBytes: 0, spareBytes: 0 });
      await expect(store.blobs.get(blob)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
      expect(await store.storage.usageOfSweep(sweep)).toBe(0);
      await store.steering.remove({ sweep }, cli);
      expect(await store.storage.collect()).toMatchObject({ deletedSweeps: 1 });
      expect(await allSweeps(store)).toEqual([]);
      expect((await store.events.after(0, 100)).map(({ kind }) => kind)).toContain('sweep.deleted');
    });

    it('leaves no finished run without its recordings when freeing a sweep is interrupted and its spec is submitted again', async () => {
      const store = await open();
      const spec = newSweep(
        'submitted again',
        Array.from({ length: 130 }, (_, index) => newRun(`run ${index}`)),
      );
      const { sweep } = await store.sweeps.upsert(spec);
      for (let index = 0; index < 130; index++) {
        const claim = await claimNext(store);
        await store.recordings.record(claim, { provenance, epochs: [newEpoch(1, 10)] });
        await store.leases.finish(claim, { state: 'complete', exitReason: null });
      }
      await store.steering.remove({ sweep: sweep.id }, cli);
      const interrupt = () => {
        throw new Error('the process ended');
      };
      await expect(store.storage.collect({ onProgress: interrupt })).rejects.toThrow('the process ended');
      await store.sweeps.upsert(spec);
      const runs = await store.runs.list({ sweep: sweep.id });
      expect(runs).toHaveLength(130);
      expect(runs.filter(({ state }) => state === 'complete')).toEqual([]);
    });

    it('thins reconstructions that the specs do not keep, previews them, and brings a home below its budget', async () => {
      const store = await open();
      const every = { record: { reconstructions: { kind: 'every', epochs: 50 } } };
      await store.sweeps.upsert(newSweep('thinned', [newRun('a'), newRun('b')]));
      await store.sweeps.upsert(newSweep('tenths', [newRun('c')], { spec: { version: 1, ...every } }));
      await store.sweeps.upsert(newSweep('all', [newRun('d')], { spec: { version: 1, record: { reconstructions: 'all' } } }));
      const probes = await store.reconstructions.putProbeSet(probeSet);
      const ids: string[] = [];
      for (let index = 0; index < 4; index++) {
        const claim = await claimNext(store);
        ids.push(claim.run.id);
        const epochs = Array.from({ length: 120 }, (_, epoch) => epoch + 1);
        await store.recordings.record(claim, {
          provenance,
          // Epoch 77 is the best.
          epochs: epochs.map((epoch) => newEpoch(epoch, 10 + Math.abs(epoch - 77))),
          reconstructions: epochs.map((epoch) => ({ ...newReconstruction(epoch, probes), atlas: new Uint8Array(10_000) })),
        });
        await store.leases.finish(claim, { state: 'complete', exitReason: null });
      }
      const { storedBytes } = await store.storage.usage();
      await store.storage.setBudget(storedBytes - 1_000_000);
      expect(await store.storage.overBudget()).toMatch(/Free 2\.\d MB of reconstructions \(\.\/hourglass gc --thin\)/);
      const found = await store.storage.thinnable();
      expect(found).toMatchObject({ runs: 3, reconstructions: 2 * (120 - 33) + (120 - 4) });
      expect(found.bytes).toBe(found.reconstructions * (10_000 + 8 + 16));
      const seen: number[] = [];
      expect(await store.storage.thin({ onProgress: ({ done }) => seen.push(done) })).toEqual(found);
      expect(seen.at(-1)).toBe(2 + 2);
      const kept = async (id = '') => (await store.reconstructions.list(id)).map(({ epoch }) => epoch);
      expect(await kept(ids[2])).toEqual([50, 77, 100, 120]);
      expect(await kept(ids[3])).toHaveLength(120);
      expect(await kept(ids[0])).toEqual(await kept(ids[1]));
      expect(await store.storage.thinnable()).toEqual({ runs: 0, reconstructions: 0, bytes: 0 });
      // The file keeps its length, but less of it is in use.
      expect(await store.storage.overBudget()).toBeNull();
      expect((await store.storage.usage()).spareBytes).toBeGreaterThan(2_000_000);
    });

    it('counts cached fits, and frees those of data on which no sweep has a baseline', async () => {
      const store = await open();
      const facts = (letter: string) => ({ title: 'Digits', contentHash: letter.repeat(64), sampleSize: 2, trainCount: 10 });
      const baseline = newRun('pca', { kind: 'baseline' });
      const { sweep } = await store.sweeps.upsert(newSweep('with a baseline', [baseline], { facts: facts('a') }));
      await store.sweeps.upsert(newSweep('without', [newRun('one')], { facts: facts('b') }));
      const folder = join(store.home, 'fits');
      mkdirSync(folder);
      const write = (name: string) => writeFileSync(join(folder, name), new Uint8Array(1_000));
      const needed = [`${'a'.repeat(64)}-${'c'.repeat(64)}-pca-1-64`, `${'a'.repeat(64)}-pca-1-32`, `${'a'.repeat(64)}-pca-1-32.progress`];
      const unneeded = [`${'a'.repeat(64)}-pca-1-32.1234.partial`, `${'b'.repeat(64)}-pca-1-32`, `${'d'.repeat(64)}-mean`];
      for (const name of [...needed, ...unneeded]) write(name);

      const before = await store.storage.usage();
      expect(before).toMatchObject({ fitBytes: 6_000, storedBytes: before.databaseBytes + before.blobBytes + 6_000 });
      await store.storage.setBudget(before.storedBytes - 2_000);
      expect(await store.storage.overBudget()).toMatch(/^Paused/);
      // While a worker trains, it may be writing the partial file.
      const claim = await claimNext(store);
      expect((await store.storage.garbage()).fits).toEqual(unneeded.slice(1));
      await store.leases.release(claim, 'to see');
      expect(await store.storage.garbage()).toMatchObject({ fits: unneeded, fitBytes: 3_000 });
      expect(await store.storage.collect()).toMatchObject({ fits: unneeded, fitBytes: 3_000 });
      expect(readdirSync(folder).sort()).toEqual(needed);
      expect(await store.storage.overBudget()).toBeNull();
      await store.steering.remove({ sweep: sweep.id }, cli);
      expect(await store.storage.collect()).toMatchObject({ fits: needed });
      expect(await store.storage.garbage()).toMatchObject({ fits: [], fitBytes: 0 });
    });

    it('returns free pages to the disk only while no worker holds a run', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      expect(await store.storage.collect({ compact: true })).toMatchObject({ isCompacted: false });
      await store.leases.release(claim, 'interrupted');
      expect(await store.storage.collect({ compact: true })).toMatchObject({ isCompacted: true });
    });

    it('reports what deleting would free, without files shared with remaining runs', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const [one, other] = [await claimNext(store), await claimNext(store)];
      for (const claim of [one, other]) await store.recordings.record(claim, { provenance });
      const shared = await recordOneOfEach(store, one);
      await recordOneOfEach(store, other);
      const own = await store.blobs.put(Uint8Array.of(9, 9));
      await store.recordings.record(other, {
        checkpoint: { step: 200, epoch: 2, blob: own, withOptimizer: true },
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
      // A shared file is removed with the last run that references it.
      expect(await store.storage.wouldFree([{ run: one.run.id }])).toMatchObject({ files: 1, fileBytes: shared.bytes });
    });

    it('stores nothing for a deleted run from a worker that resumes late', async () => {
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

    it('keeps a file that a worker has put and not recorded yet', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const blob = await store.blobs.put(Uint8Array.of(1, 2, 3));
      await store.storage.collect();
      await store.recordings.record(claim, {
        checkpoint: { step: 1, epoch: 0, blob, withOptimizer: true },
      });
      await store.leases.release(claim, 'interrupted');
      const orphan = await store.blobs.put(Uint8Array.of(4));
      expect(await store.storage.collect()).toMatchObject({ files: 1, fileBytes: 1 });
      await expect(store.blobs.get(orphan)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
      expect(await store.blobs.get(blob)).toHaveLength(3);
    });

    it('reports that the home exceeds its budget', async () => {
      const store = await open();
      expect(await store.storage.overBudget()).toBeNull();
      await store.storage.setBudget(1_000);
      expect(await store.storage.overBudget()).toMatch(/^Paused, because this home stores \d.*, more than its budget of 1\.0 kB\./);
      await store.storage.setBudget(null);
      expect(await store.storage.overBudget()).toBeNull();
      expect((await store.storage.usage()).databaseBytes).toBeGreaterThan(1_000);
    });
  });

  describe('logs', () => {
    it('are read from a cursor, and keep the newest lines of each run', async () => {
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
      expect(await store.logs.ofRun(one.run.id, { after: present(all.at(-2), 'log line').id, limit: 10 })).toEqual([all.at(-1)]);
      expect(await store.logs.ofRun(other.run.id, { limit: 10 })).toMatchObject([{ level: 'error', attempt: 1, message: 'of another' }]);
    });
  });
}

async function recordOneOfEach(store: Store, claim: Claim) {
  const blob = await store.blobs.put(Uint8Array.of(1, 2, 3, 4));
  const probeSetId = await store.reconstructions.putProbeSet(probeSet);
  await store.recordings.record(claim, {
    points: [costs(1, 100)],
    reconstructions: [newReconstruction(1, probeSetId)],
    checkpoint: { step: 100, epoch: 1, blob, withOptimizer: true },
    result: { probeReconstructions: blob, testCosts: Float32Array.of(1), testCodes: null },
  });
  return blob;
}
