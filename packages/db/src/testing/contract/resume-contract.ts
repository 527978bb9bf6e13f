import { setTimeout as sleep } from 'node:timers/promises';
import { present } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../contract/leases.ts';
import type { Store } from '../../contract/store.ts';
import { FakeHost } from '../fake-host.ts';
import {
  claimedRun,
  claimNext,
  costs,
  kindsOfEvents,
  newEpoch,
  newFigure,
  newReconstruction,
  newRun,
  newSweep,
  probeSet,
  provenance,
} from '../fixtures.ts';
import { expectLost } from './expect-lost.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

export function resumeContract(open: OpenStoreForTest): void {
  describe('a resumed run', () => {
    it('falls back to the checkpoint before an unusable one', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      for (const step of [100, 200]) {
        const blob = await store.blobs.put(Uint8Array.of(step));
        await store.recordings.record(claim, {
          points: [costs(step - 99, 100)],
          checkpoint: { step, epoch: step / 100, blob, withOptimizer: true },
        });
      }
      await store.leases.release(claim, 'The worker was interrupted.');
      const again = await claimNext(store);
      expect(again.run.step).toBe(200);
      const damaged = await store.recordings.lastCheckpoint(again.run.id);
      const back = await store.leases.withoutCheckpoint(again, present(damaged, 'checkpoint').id, 'It is torn.');
      expect(back.claim.run.step).toBe(100);
      expect(back.released).toEqual([damaged?.blob]);
      expect(await store.recordings.lastCheckpoint(again.run.id)).toMatchObject({ step: 100 });
      await store.recordings.record(back.claim, { points: [costs(101, 5)] });
      expect(await kindsOfEvents(store)).toContain('checkpoint.damaged');
      await expectLost(store, claim);
    });

    it('starts a run over if it has no checkpoint', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      await recordTwoEpochs(store, claim);
      await store.leases.release(claim, 'The worker was interrupted.');
      const again = await claimNext(store);
      expect(again.run).toMatchObject({ step: 0, lastValidationCost: null, trainingSeconds: 0, lastReconstructionEpoch: null, attempt: 2 });
      expect(await store.runs.epochs(claim.run.id)).toEqual([]);
      expect(await store.reconstructions.list(claim.run.id)).toEqual([]);
      expect((await store.metrics.series(claim.run.id, 'cost', { width: 10 })).min).toHaveLength(0);
      await store.recordings.record(again, { points: [costs(1, 10)] });
    });

    it('resumes from the last checkpoint and removes later recordings', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      await recordTwoEpochs(store, claim, 1);
      await store.leases.release(claim, 'The worker was interrupted.');
      const again = await claimNext(store);
      expect(again.run).toMatchObject({
        step: 100,
        lastValidationCost: 20,
        bestValidationCost: 20,
        trainingSeconds: 2,
        lastReconstructionEpoch: 1,
      });
      expect((await store.runs.epochs(claim.run.id)).map(({ epoch }) => epoch)).toEqual([1]);
      expect((await store.reconstructions.list(claim.run.id)).map(({ epoch }) => epoch)).toEqual([1]);
      expect((await store.metrics.series(claim.run.id, 'cost', { width: 1_000 })).lastStep).toBe(100);
      expect(await kindsOfEvents(store)).toContain('run.resumed');
      await expect(store.recordings.record(again, { points: [costs(102, 5)] })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
      await store.recordings.record(again, { points: [costs(101, 5)] });
      const whole = await store.metrics.series(claim.run.id, 'cost', { width: 1_000 });
      expect([...whole.min]).toEqual(Array.from({ length: 105 }, (_, index) => index + 1));
    });

    it('rewinds a long run that was deleted and submitted again in transactions between which others write', async () => {
      const host = new FakeHost();
      const store = await open({ host });
      const spec = newSweep('first', [newRun('long', { totalSteps: 20_000 })]);
      await store.sweeps.upsert(spec);
      const claim = await claimNext(store);
      const probes = await store.reconstructions.putProbeSet(probeSet);
      const epochs = Array.from({ length: 200 }, (_, index) => index + 1);
      await store.recordings.record(claim, {
        provenance,
        points: [costs(1, 20_000)],
        epochs: epochs.map((epoch) => newEpoch(epoch, 1_000 - epoch)),
        reconstructions: epochs.map((epoch) => newReconstruction(epoch, probes)),
      });
      const blob = await store.blobs.put(Uint8Array.of(1));
      await store.recordings.record(claim, {
        checkpoint: { step: 20_000, epoch: 200, blob, withOptimizer: false },
        result: { probeReconstructions: blob, testCosts: Float32Array.of(1), testCodes: null },
      });
      await store.leases.finish(claim, { state: 'complete', exitReason: null });
      await store.steering.remove({ run: claim.run.id }, { source: 'cli', undoMilliseconds: 60_000 });
      await store.sweeps.upsert(newSweep('beside', [newRun('beside')]));
      const beside = await claimNext(store, { pid: 1 });
      await store.sweeps.upsert(spec);
      // A neighbour writes in between, and sees a whole run each time: its epochs, costs, reconstructions and summary end together.
      const seen: number[] = [];
      let isRewinding = true;
      const rewinding = claimNext(store, { pid: 2 }).finally(() => {
        isRewinding = false;
      });
      while (isRewinding) {
        // The store answers without a turn of the event loop, which the pauses between transactions need.
        await sleep(20);
        await store.leases.heartbeat(beside, { step: 1 });
        const run = await store.runs.get(claim.run.id);
        const last = (await store.runs.epochs(claim.run.id)).at(-1)?.epoch ?? 0;
        if (run.state !== 'waiting' || last === 0 || run.lastReconstructionEpoch !== last) continue;
        seen.push(last);
        expect(run).toMatchObject({ lastValidationCost: 1_000 - last, bestEpoch: last });
        if (last < 200) expect(run.step).toBe(last * 100);
      }
      expect(new Set(seen).size).toBeGreaterThan(2);
      expect((await rewinding).run).toMatchObject({ id: claim.run.id, step: 0, bestEpoch: null, lastReconstructionEpoch: null });
      expect(await store.runs.epochs(claim.run.id)).toEqual([]);
      expect(await store.recordings.checkpoints(claim.run.id)).toEqual([]);
      expect(await store.reconstructions.result(claim.run.id)).toBeNull();
    });

    it('continues only from a checkpoint with the state of the optimizer, and removes later ones without it', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const saved = [
        { step: 100, epoch: 1, withOptimizer: true },
        { step: 100, epoch: 1, withOptimizer: false },
        { step: 200, epoch: 2, withOptimizer: false },
      ];
      for (const [index, checkpoint] of saved.entries()) {
        const blob = await store.blobs.put(Uint8Array.of(index));
        await store.recordings.record(claim, { checkpoint: { ...checkpoint, blob } });
      }
      await store.leases.release(claim, 'The worker was interrupted.');
      expect((await claimNext(store)).run.step).toBe(100);
      expect((await store.recordings.checkpoints(claim.run.id)).map(({ step }) => step)).toEqual([100, 100]);
      expect(await store.recordings.lastCheckpoint(claim.run.id)).toMatchObject({ step: 100, withOptimizer: true });
    });

    it.each([
      { step: 900, kept: false },
      { step: 1_000, kept: true },
    ])('has the result and the figures of a run that went on from step $step of 1000: $kept', async ({ step, kept }) => {
      const store = await open();
      const claim = await claimedRun(store);
      const blob = await store.blobs.put(Uint8Array.of(1));
      await store.recordings.record(claim, {
        checkpoint: { step, epoch: 9, blob, withOptimizer: true },
        result: { probeReconstructions: blob, testCosts: Float32Array.of(1), testCodes: null },
        figures: [newFigure(blob, await store.reconstructions.putProbeSet(probeSet))],
      });
      await store.leases.release(claim, 'The worker was interrupted.');
      await claimNext(store);
      expect((await store.reconstructions.result(claim.run.id)) !== null).toBe(kept);
      expect(await store.figures.list(claim.run.id)).toHaveLength(kept ? 1 : 0);
    });
  });
}

/** Two epochs of 100 steps with costs and reconstructions, and a checkpoint after the requested epoch. */
async function recordTwoEpochs(store: Store, claim: Claim, checkpointEpoch?: number): Promise<void> {
  const probeSetId = await store.reconstructions.putProbeSet(probeSet);
  for (const epoch of [1, 2]) {
    const step = epoch * 100;
    await store.recordings.record(claim, {
      points: [costs(step - 99, 100)],
      epochs: [newEpoch(epoch, 40 / (epoch + 1))],
      reconstructions: [newReconstruction(epoch, probeSetId)],
    });
    if (epoch === checkpointEpoch) {
      const blob = await store.blobs.put(Uint8Array.of(epoch));
      await store.recordings.record(claim, { checkpoint: { step, epoch, blob, withOptimizer: true } });
    }
  }
}
