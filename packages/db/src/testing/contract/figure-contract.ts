import { describe, expect, it } from 'vitest';
import { claimedRun, claimNext, newFigure, newRun, newSweep, probeSet, provenance } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

export function figureContract(open: OpenStoreForTest): void {
  describe('figures', () => {
    it('returns the recorded figures in the order of the table, and refuses a kind that was not recorded', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const run = claim.run.id;
      const probes = await store.reconstructions.putProbeSet(probeSet);
      const samples = await store.blobs.put(Uint8Array.of(1, 2, 3));
      const interpolation = newFigure(samples, probes);
      const axis = { dimension: 0, from: -2, to: 2, spacing: 'quantiles' } as const;
      const manifold = {
        ...interpolation,
        kind: 'manifold',
        format: 'png',
        layout: { columns: 2, rows: [{ kind: 'cells' }], across: axis, down: { ...axis, dimension: 1 } },
      } as const;
      expect(await store.figures.list(run)).toEqual([]);
      await store.recordings.record(claim, { figures: [interpolation, manifold] });
      expect(await store.figures.list(run)).toEqual([
        { ...manifold, run, isFinal: false },
        { ...interpolation, run, isFinal: false },
      ]);
      await expect(store.figures.get(run, 'traversal')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await store.leases.finish(claim, { state: 'complete', exitReason: null });
      expect(await store.figures.get(run, 'manifold')).toEqual({ ...manifold, run, isFinal: true });
    });

    it('commits a figure with its file or not at all', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const probes = await store.reconstructions.putProbeSet(probeSet);
      const missing = { hash: 'f'.repeat(64), bytes: 3 };
      await expect(store.recordings.record(claim, { figures: [newFigure(missing, probes)] })).rejects.toMatchObject({
        code: 'BLOB_MISSING',
      });
      expect(await store.figures.list(claim.run.id)).toEqual([]);
    });

    it('counts the files of figures and codes, copies them in a backup, and frees them with the last run that has them', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const probes = await store.reconstructions.putProbeSet(probeSet);
      const [figure, testCodes, probeReconstructions] = [
        await store.blobs.put(Uint8Array.of(1, 2, 3)),
        await store.blobs.put(Uint8Array.of(4, 5)),
        await store.blobs.put(Uint8Array.of(6)),
      ];
      const runs: string[] = [];
      for (let count = 0; count < 2; count++) {
        const claim = await claimNext(store);
        const result = { probeReconstructions, testCosts: Float32Array.of(1), testCodes };
        await store.recordings.record(claim, { provenance, result, figures: [newFigure(figure, probes)] });
        await store.leases.finish(claim, { state: 'complete', exitReason: null });
        runs.push(claim.run.id);
      }
      const all = [figure, testCodes, probeReconstructions];
      const copied: string[] = [];
      await store.storage.backUp(`${store.home}/copy.db`, async (blobs) => {
        copied.push(...blobs.map(({ hash }) => hash));
      });
      expect(copied).toEqual(all.map(({ hash }) => hash).toSorted());
      expect((await store.storage.usageOfSweep(sweep.id)) - 2 * 4).toBe(3 + 2 + 1);
      expect(await store.runs.measurements(1)).toMatchObject([{ fileBytes: 3 + 2 + 1 + 4 }]);
      expect(await store.storage.collect()).toMatchObject({ files: 0 });
      const [first = '', second = ''] = runs;
      await store.steering.remove({ run: first }, { source: 'cli' });
      expect(await store.storage.collect()).toMatchObject({ deletedRuns: 1, files: 0 });
      expect(await store.storage.check()).toEqual([]);
      expect(await store.storage.wouldFree([{ run: second }])).toMatchObject({ files: 3, fileBytes: 6 });
      await store.steering.remove({ run: second }, { source: 'cli' });
      expect(await store.storage.collect()).toMatchObject({ files: 3, fileBytes: 6 });
      await expect(store.blobs.get(figure)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
    });
  });
}
