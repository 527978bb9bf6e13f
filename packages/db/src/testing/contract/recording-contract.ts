import { describe, expect, it } from 'vitest';
import type { CheckpointKeeping } from '../../contract/checkpoints.ts';
import type { Claim } from '../../contract/leases.ts';
import { claimedRun, claimNext, costs, newEpoch, newReconstruction, newRun, newSweep, probeSet, provenance } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

export function recordingContract(open: OpenStoreForTest): void {
  describe('recordings', () => {
    it('writes a flush completely or not at all', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const lastEvent = await store.events.lastId();
      const missing = { hash: 'f'.repeat(64), bytes: 3 };
      await expect(
        store.recordings.record(claim, {
          points: [costs(1, 50)],
          epochs: [newEpoch(1, 20)],
          events: [{ source: 'worker', kind: 'run.epoch', message: 'Epoch 1 of 10.' }],
          checkpoint: { step: 100, epoch: 1, blob: missing, withOptimizer: true },
        }),
      ).rejects.toMatchObject({ code: 'BLOB_MISSING' });
      expect(await store.runs.epochs(claim.run.id)).toEqual([]);
      expect(await store.events.lastId()).toBe(lastEvent);
      expect((await store.runs.get(claim.run.id)).step).toBe(0);
      // The failed flush leaves nothing in memory either: the series still starts at step 1.
      await store.recordings.record(claim, { points: [costs(1, 20)] });
      expect((await store.metrics.series(claim.run.id, 'cost', { width: 100 })).min).toHaveLength(20);
    });

    it('keeps provenance and checkpoints, with the engine that made them', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const blob = await store.blobs.put(Uint8Array.of(1, 2, 3));
      const checkpoint = { step: 100, epoch: 1, blob, withOptimizer: true };
      expect(await store.recordings.lastCheckpoint(claim.run.id)).toBeNull();
      await store.recordings.record(claim, { checkpoint });
      await store.recordings.record(claim, { checkpoint: { ...checkpoint, step: 200, epoch: 2 } });
      const checkpoints = await store.recordings.checkpoints(claim.run.id);
      expect(checkpoints.map(({ step }) => step)).toEqual([100, 200]);
      expect(checkpoints[0]).toMatchObject({ ...checkpoint, engine: provenance.engine, libraryVersion: provenance.libraryVersion });
      expect(await store.recordings.lastCheckpoint(claim.run.id)).toEqual(checkpoints[1]);
    });

    it('requires provenance before a checkpoint', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      const claim = await claimNext(store);
      const blob = await store.blobs.put(Uint8Array.of(1));
      const checkpoint = { step: 1, epoch: 1, blob, withOptimizer: true };
      await expect(store.recordings.record(claim, { checkpoint })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
      await store.recordings.record(claim, { checkpoint, provenance });
    });

    it('keeps a checkpoint of the parameters beside a full one of the same step, and accepts either again', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const save = async (content: number, withOptimizer: boolean) => {
        const blob = await store.blobs.put(Uint8Array.of(content));
        await store.recordings.record(claim, { checkpoint: { step: 100, epoch: 1, blob, withOptimizer } });
      };
      await save(1, true);
      await save(2, false);
      await save(3, true);
      const checkpoints = await store.recordings.checkpoints(claim.run.id);
      expect(checkpoints.map(({ withOptimizer }) => withOptimizer)).toEqual([false, true]);
      const last = await store.recordings.lastCheckpoint(claim.run.id);
      expect(last).toMatchObject({ withOptimizer: true, blob: await store.blobs.put(Uint8Array.of(3)) });
    });

    it('removes checkpoints and returns only blobs that nothing else references', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const save = async (content: number, step: number, keep?: CheckpointKeeping) => {
        const blob = await store.blobs.put(Uint8Array.of(content));
        const checkpoint = { step, epoch: step, blob, withOptimizer: true };
        return (await store.recordings.record(claim, { checkpoint, ...(keep === undefined ? {} : { keep }) })).released;
      };
      for (const [index, content] of [1, 2, 2].entries()) expect(await save(content, index + 1)).toEqual([]);
      expect(await save(3, 4, 'training')).toEqual([await store.blobs.put(Uint8Array.of(1))]);
      expect((await store.recordings.checkpoints(claim.run.id)).map(({ step }) => step)).toEqual([3, 4]);
    });

    it.each([
      { keep: 'training', kept: ['1 parameters', '3 whole', '4 whole'] },
      { keep: 'complete', kept: ['1 parameters', '4 parameters'] },
      { keep: 'extendable', kept: ['1 parameters', '4 parameters', '4 whole'] },
    ] as const)('keeps what $keep says', async ({ keep, kept }) => {
      const store = await open();
      const claim = await claimedRun(store);
      const costs = [10, 30, 20, 15];
      for (const [index, cost] of costs.entries()) {
        const blob = await store.blobs.put(Uint8Array.of(index));
        const saved = { step: index + 1, epoch: index + 1, blob };
        const epochs = [{ ...newEpoch(index + 1, cost), step: index + 1 }];
        const recording = {
          epochs,
          checkpoint: { ...saved, withOptimizer: true },
          parametersCheckpoint: { ...saved, withOptimizer: false },
        };
        await store.recordings.record(claim, recording);
      }
      await store.recordings.record(claim, { keep });
      const left = (await store.recordings.checkpoints(claim.run.id)).map(
        ({ step, withOptimizer }) => `${step} ${withOptimizer ? 'whole' : 'parameters'}`,
      );
      expect(left.toSorted()).toEqual([...kept]);
    });

    it('returns the parameters and test costs of the best and of the last epoch', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const { id } = claim.run;
      const steps = async () => [
        (await store.recordings.checkpointAt(id, 'best'))?.step,
        (await store.recordings.checkpointAt(id, 'last'))?.step,
      ];
      const testCosts = async () => [await store.reconstructions.testCosts(id, 'best'), await store.reconstructions.testCosts(id, 'last')];
      expect(await steps()).toEqual([undefined, undefined]);
      expect(await testCosts()).toEqual([null, null]);
      const saved = async (epoch: number, step = epoch * 100) => ({
        ...{ step, epoch, blob: await store.blobs.put(Uint8Array.of(epoch, step)) },
      });
      // Epoch 2 is the best. A checkpoint in the middle of the next epoch names it, too.
      for (const [index, cost] of [30, 10, 20].entries()) {
        const epoch = index + 1;
        await store.recordings.record(claim, {
          epochs: [newEpoch(epoch, cost)],
          checkpoint: { ...(await saved(epoch)), withOptimizer: true },
          parametersCheckpoint: {
            ...(await saved(epoch)),
            withOptimizer: false,
            testCosts: Float32Array.of(cost),
          },
        });
        await store.recordings.record(claim, { checkpoint: { ...(await saved(epoch, epoch * 100 + 50)), withOptimizer: true } });
      }
      expect(await steps()).toEqual([200, 350]);
      expect(await store.recordings.checkpointAt(id, 'best')).toMatchObject({ withOptimizer: false, epoch: 2 });
      expect(await testCosts()).toEqual([Float32Array.of(10), null]);
      const probeReconstructions = await store.blobs.put(Uint8Array.of(9));
      await store.recordings.record(claim, {
        result: { probeReconstructions, testCosts: Float32Array.of(20), testCodes: null },
        keep: 'complete',
      });
      expect(await steps()).toEqual([200, 300]);
      expect(await testCosts()).toEqual([Float32Array.of(10), Float32Array.of(20)]);
    });

    it('returns the costs of the last epoch for the best one if it is the best, and none for runs of an earlier version', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const { id } = claim.run;
      const probeReconstructions = await store.blobs.put(Uint8Array.of(9));
      await store.recordings.record(claim, {
        epochs: [newEpoch(1, 30), newEpoch(2, 20)],
        result: { probeReconstructions, testCosts: Float32Array.of(20), testCodes: null },
      });
      expect(await store.reconstructions.testCosts(id, 'best')).toEqual(Float32Array.of(20));
      await store.recordings.record(claim, { epochs: [newEpoch(3, 25)] });
      expect(await store.reconstructions.testCosts(id, 'best')).toBeNull();
    });

    it('thins reconstructions while recording, and keeps the same epochs for a run that resumed from an earlier checkpoint as for an uninterrupted one', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('alone'), newRun('interrupted')]));
      const probes = await store.reconstructions.putProbeSet(probeSet);
      const keepReconstructions = { kind: 'every', epochs: 10 } as const;
      const kept = async ({ run }: Claim) => (await store.reconstructions.list(run.id)).map(({ epoch }) => epoch);
      const train = async (claim: Claim, from: number, to: number) => {
        for (let epoch = from; epoch <= to; epoch++) {
          const blob = await store.blobs.put(Uint8Array.of(claim.key, epoch));
          await store.recordings.record(claim, {
            provenance,
            // Epoch 17 is the best.
            epochs: [newEpoch(epoch, 10 + Math.abs(epoch - 17))],
            reconstructions: [newReconstruction(epoch, probes)],
            // Every third epoch has a full checkpoint.
            ...(epoch % 3 === 0 ? { checkpoint: { step: epoch * 100, epoch, blob, withOptimizer: true }, keep: 'training' } : {}),
            keepReconstructions,
          });
        }
      };
      const finish = (claim: Claim) =>
        store.leases.finish(claim, { state: 'complete', exitReason: null, keep: 'complete', keepReconstructions });
      const alone = await claimNext(store);
      await train(alone, 1, 25);
      // The best and the last epoch, and those needed by its two checkpoints, of epochs 21 and 24.
      expect(await kept(alone)).toEqual([10, 17, 20, 21, 24, 25]);
      await finish(alone);
      expect(await kept(alone)).toEqual([10, 17, 20, 25]);

      const first = await claimNext(store);
      await train(first, 1, 17);
      expect(await kept(first)).toEqual([10, 12, 15, 17]);
      await store.leases.release(first, 'interrupted');
      const second = await claimNext(store);
      expect(second.run.step).toBe(1_500);
      expect(await kept(second)).toEqual([10, 12, 15]);
      await train(second, 16, 25);
      await finish(second);
      expect(await kept(second)).toEqual(await kept(alone));
      expect((await store.runs.get(second.run.id)).lastReconstructionEpoch).toBe(25);
    });

    it('keeps the result of a run', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      expect(await store.reconstructions.result(claim.run.id)).toBeNull();
      const probeReconstructions = await store.blobs.put(new Uint8Array(Float32Array.of(0.5, 0.25).buffer));
      const testCodes = await store.blobs.put(new Uint8Array(Float32Array.of(-1, 2).buffer));
      await store.recordings.record(claim, { result: { probeReconstructions, testCosts: Float32Array.of(13.25, Number.NaN), testCodes } });
      expect(await store.reconstructions.result(claim.run.id)).toEqual({
        probeReconstructions,
        testCosts: Float32Array.of(13.25, Number.NaN),
        testCodes,
      });
    });
  });
}
