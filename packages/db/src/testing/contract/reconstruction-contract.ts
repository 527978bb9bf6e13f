import { describe, expect, it } from 'vitest';
import { claimedRun, claimNext, newReconstruction, newRun, newSweep, probeSet } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

export function reconstructionContract(open: OpenStoreForTest): void {
  describe('reconstructions', () => {
    it('stores a probe set once', async () => {
      const store = await open();
      const id = await store.reconstructions.putProbeSet(probeSet);
      expect(await store.reconstructions.putProbeSet(probeSet)).toBe(id);
      expect(await store.reconstructions.probeSet(id)).toEqual({ ...probeSet, id });
      const other = { ...probeSet, hash: 'b'.repeat(64), labels: null };
      const otherId = await store.reconstructions.putProbeSet(other);
      expect(otherId).not.toBe(id);
      expect(await store.reconstructions.probeSet(otherId)).toEqual({ ...other, id: otherId });
    });

    it('keeps the class names of the labels', async () => {
      const store = await open();
      const named = { ...probeSet, hash: 'c'.repeat(64), labels: Uint8Array.of(1, 0), classes: ['cat', 'Größe'] };
      const id = await store.reconstructions.putProbeSet(named);
      expect(await store.reconstructions.probeSet(id)).toEqual({ ...named, id });
    });

    it('replaces the labels of recorded samples in every probe set of the data, and keeps ids and hashes', async () => {
      const store = await open();
      const facts = { title: 'Digits', contentHash: 'e'.repeat(64), sampleSize: 2, trainCount: 10 };
      const { sweep } = await store.sweeps.upsert(newSweep('digits', [newRun('one')], { facts }));
      const other = { ...facts, contentHash: 'f'.repeat(64) };
      await store.sweeps.upsert(newSweep('others', [newRun('two')], { facts: other, dataset: 'others' }));
      // The runs are claimed in the order of their sweeps.
      const recordNextRun = async (hash: string) => {
        const stored = await store.reconstructions.putProbeSet({ ...probeSet, hash, indices: Int32Array.of(3, 1) });
        const claim = await claimNext(store);
        await store.recordings.record(claim, { reconstructions: [newReconstruction(1, stored)] });
        await store.leases.finish(claim, { state: 'complete', exitReason: null });
        return stored;
      };
      const labelled = await recordNextRun('1'.repeat(64));
      const ofOtherData = await recordNextRun('2'.repeat(64));
      const given = { probeSet: '9'.repeat(64), testLabels: Uint8Array.of(0, 2, 0, 1), classes: ['nine', 'three', 'two'] };
      const replaced = await store.reconstructions.replaceLabels(sweep.id, given, { source: 'cli' });
      expect(replaced).toEqual({ samples: 2, message: expect.stringMatching(/^The labels of 2 recorded test samples were replaced/) });
      expect(await store.reconstructions.probeSet(labelled)).toMatchObject({
        hash: '1'.repeat(64),
        labels: Uint8Array.of(1, 2),
        classes: ['nine', 'three', 'two'],
      });
      expect(await store.reconstructions.probeSet(ofOtherData)).toMatchObject({ labels: Uint8Array.of(3, 9), classes: null });
      expect((await store.events.after(0, 100)).at(-1)).toMatchObject({ kind: 'labels.replaced', sweep: sweep.id, source: 'cli' });
      expect(await store.reconstructions.replaceLabels(sweep.id, given, { source: 'cli' })).toEqual({ samples: 0, message: null });
    });

    it('replaces the labels of a probe set that no run has recorded yet, and gives none to samples without labels', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('digits', [newRun('one')]));
      const labels = { ...probeSet, indices: Int32Array.of(1, 0) };
      const labelled = await store.reconstructions.putProbeSet(labels);
      const unlabelled = await store.reconstructions.putProbeSet({ ...labels, hash: 'c'.repeat(64), labels: null });
      const given = { testLabels: Uint8Array.of(5, 3), classes: null };
      const by = { source: 'cli' } as const;
      expect(await store.reconstructions.replaceLabels(sweep.id, { ...given, probeSet: 'c'.repeat(64) }, by)).toMatchObject({ samples: 0 });
      expect(await store.reconstructions.replaceLabels(sweep.id, { ...given, probeSet: labels.hash }, by)).toMatchObject({ samples: 1 });
      expect((await store.reconstructions.probeSet(labelled)).labels).toEqual(Uint8Array.of(3, 5));
      expect((await store.reconstructions.probeSet(unlabelled)).labels).toBeNull();
    });

    it('keeps the scale of the samples', async () => {
      const store = await open();
      const scaled = { ...probeSet, hash: 'd'.repeat(64), scaling: { kind: 'standard', offset: [0.1, -1e20], factor: [1, 1e-20] } };
      const id = await store.reconstructions.putProbeSet(scaled);
      expect(await store.reconstructions.probeSet(id)).toEqual({ ...scaled, id });
    });

    it('lists the epochs of a run without their pictures, and returns each picture on request', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const probeSetId = await store.reconstructions.putProbeSet(probeSet);
      for (const epoch of [2, 1]) {
        await store.recordings.record(claim, { reconstructions: [newReconstruction(epoch, probeSetId)] });
      }
      const run = claim.run.id;
      const { atlas, codes, ...withoutPicture } = newReconstruction(1, probeSetId);
      const list = await store.reconstructions.list(run);
      expect(list.map(({ epoch }) => epoch)).toEqual([1, 2]);
      expect(list[0]).toEqual({ ...withoutPicture, run });
      expect(await store.reconstructions.atlas(run, 1)).toEqual({ png: atlas, probeSet: expect.any(String), isFinal: false });
      expect(await store.reconstructions.costs(run, 1)).toEqual(withoutPicture.costs);
      expect(await store.reconstructions.codes(run, 1)).toEqual(codes);
      await store.recordings.record(claim, { reconstructions: [{ ...newReconstruction(3, probeSetId), codes: null }] });
      expect(await store.reconstructions.codes(run, 3)).toBeNull();
      expect((await store.runs.get(run)).lastReconstructionEpoch).toBe(3);
      await expect(store.reconstructions.atlas(run, 4)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(store.reconstructions.costs(run, 4)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(store.reconstructions.codes(run, 4)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await store.leases.finish(claim, { state: 'complete', exitReason: null });
      expect(await store.reconstructions.atlas(run, 1)).toMatchObject({ isFinal: true });
    });
  });
}
