import { describe, expect, it } from 'vitest';
import { claimedRun, newReconstruction, probeSet } from '../fixtures.ts';
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

    it('keeps what the labels stand for', async () => {
      const store = await open();
      const named = { ...probeSet, hash: 'c'.repeat(64), labels: Uint8Array.of(1, 0), classes: ['cat', 'Größe'] };
      const id = await store.reconstructions.putProbeSet(named);
      expect(await store.reconstructions.probeSet(id)).toEqual({ ...named, id });
    });

    it('keeps the scale of the samples', async () => {
      const store = await open();
      const scaled = { ...probeSet, hash: 'd'.repeat(64), scaling: { kind: 'standard', offset: [0.1, -1e20], factor: [1, 1e-20] } };
      const id = await store.reconstructions.putProbeSet(scaled);
      expect(await store.reconstructions.probeSet(id)).toEqual({ ...scaled, id });
    });

    it('lists the epochs of a run without their pictures, and gives each with it', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const probeSetId = await store.reconstructions.putProbeSet(probeSet);
      for (const epoch of [2, 1]) {
        await store.recordings.record(claim, { reconstructions: [newReconstruction(epoch, probeSetId)] });
      }
      const run = claim.run.id;
      const { atlas, ...withoutPicture } = newReconstruction(1, probeSetId);
      const list = await store.reconstructions.list(run);
      expect(list.map(({ epoch }) => epoch)).toEqual([1, 2]);
      expect(list[0]).toEqual({ ...withoutPicture, run });
      expect(await store.reconstructions.atlas(run, 1)).toEqual({ png: atlas, probeSet: expect.any(String), isFinal: false });
      expect(await store.reconstructions.costs(run, 1)).toEqual(withoutPicture.costs);
      expect((await store.runs.get(run)).lastReconstructionEpoch).toBe(2);
      await expect(store.reconstructions.atlas(run, 3)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(store.reconstructions.costs(run, 3)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await store.leases.finish(claim, { state: 'complete', exitReason: null });
      expect(await store.reconstructions.atlas(run, 1)).toMatchObject({ isFinal: true });
    });
  });
}
