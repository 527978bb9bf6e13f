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
  newReconstruction,
  newRun,
  newSweep,
  probeSet,
  provenance,
  worker,
} from '../fixtures.ts';
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

    it('hands out runs and baselines apart, and one baseline at a time', async () => {
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

    it('hands out only runs of the sweep asked for', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('older', [newRun('a')]));
      const { sweep } = await store.sweeps.upsert(newSweep('newer', [newRun('b')]));
      const claim = await store.leases.claim(worker, { leaseMilliseconds: 1_000, sweep: sweep.id });
      expect(claim?.run.sweep).toBe(sweep.id);
      expect(await store.leases.claim(worker, { leaseMilliseconds: 1_000, sweep: sweep.id })).toBeNull();
    });

    it('stores progress at every heartbeat and returns the requested state', async () => {
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
        checkpoint: { step: 10, epoch: 0, blob, withOptimizer: true, validationCostPerSample: null },
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
        checkpoint: { step: 10, epoch: 0, blob, withOptimizer: true, validationCostPerSample: null },
      });
      // The run is no suspect any more, but the fit still is: it waits for a free worker.
      expect(await claimOf(4, 'baseline')).toBeNull();
      expect((await claimOf(5, 'baseline'))?.run.id).toBe(fit?.run.id);
    });

    it('falls back to the checkpoint before one that can not be used', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      for (const step of [100, 200]) {
        const blob = await store.blobs.put(Uint8Array.of(step));
        await store.recordings.record(claim, {
          points: [costs(step - 99, 100)],
          checkpoint: { step, epoch: step / 100, blob, withOptimizer: true, validationCostPerSample: null },
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

    it('knows that a worker is gone after its machine was restarted', async () => {
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

    it('keeps the lease of a worker that records, and tells it what is wanted', async () => {
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

    it('rewinds a long run that was deleted and given again in transactions between which others write', async () => {
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
        checkpoint: { step: 20_000, epoch: 200, blob, withOptimizer: false, validationCostPerSample: 800 },
        result: { probeReconstructions: blob, testCosts: Float32Array.of(1) },
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

    it('goes on only from a checkpoint with the state of the optimizer, and removes others past it', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const saved = [
        { step: 100, epoch: 1, withOptimizer: true },
        { step: 100, epoch: 1, withOptimizer: false },
        { step: 200, epoch: 2, withOptimizer: false },
      ];
      for (const [index, checkpoint] of saved.entries()) {
        const blob = await store.blobs.put(Uint8Array.of(index));
        await store.recordings.record(claim, { checkpoint: { ...checkpoint, blob, validationCostPerSample: null } });
      }
      await store.leases.release(claim, 'The worker was interrupted.');
      expect((await claimNext(store)).run.step).toBe(100);
      expect((await store.recordings.checkpoints(claim.run.id)).map(({ step }) => step)).toEqual([100, 100]);
      expect(await store.recordings.lastCheckpoint(claim.run.id)).toMatchObject({ step: 100, withOptimizer: true });
    });

    it.each([
      { step: 900, kept: false },
      { step: 1_000, kept: true },
    ])('has the result of a run that went on from step $step of 1000: $kept', async ({ step, kept }) => {
      const store = await open();
      const claim = await claimedRun(store);
      const blob = await store.blobs.put(Uint8Array.of(1));
      await store.recordings.record(claim, {
        checkpoint: { step, epoch: 9, blob, withOptimizer: true, validationCostPerSample: null },
        result: { probeReconstructions: blob, testCosts: Float32Array.of(1) },
      });
      await store.leases.release(claim, 'The worker was interrupted.');
      await claimNext(store);
      expect((await store.reconstructions.result(claim.run.id)) !== null).toBe(kept);
    });
  });
}

function next(store: Store): Promise<Claim | null> {
  return store.leases.claim(worker, { leaseMilliseconds: 60_000 });
}

async function expectLost(store: Store, claim: Claim): Promise<void> {
  const lost = { name: 'DbError', code: 'LEASE_LOST' };
  await expect(store.leases.heartbeat(claim, { step: 999 })).rejects.toMatchObject(lost);
  await expect(store.recordings.record(claim, { epochs: [newEpoch(9, 9)], points: [costs(1, 5)] })).rejects.toMatchObject(lost);
  await expect(store.recordings.record(claim, { keep: 'complete' })).rejects.toMatchObject(lost);
  await expect(store.leases.release(claim, 'again')).rejects.toMatchObject(lost);
  await expect(store.leases.finish(claim, { state: 'complete', exitReason: null })).rejects.toMatchObject(lost);
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
      await store.recordings.record(claim, { checkpoint: { step, epoch, blob, withOptimizer: true, validationCostPerSample: 20 } });
    }
  }
}
