import { describe, expect, it } from 'vitest';
import type { Progress } from '../../contract/progress.ts';
import type { Store } from '../../contract/store.ts';
import { allSweeps, claimedRun, claimNext, costs, kindsOfEvents, newEpoch, newRun, newSweep, provenance } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

const cli = { source: 'cli' } as const;

/** More runs than one transaction changes. */
const manyRuns = Array.from({ length: 450 }, (_, index) => newRun(`run ${index}`));

export function steeringContract(open: OpenStoreForTest): void {
  describe('steering', () => {
    it('pauses a running run at its next heartbeat, lets nobody claim it meanwhile, and resumes it', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const { id } = claim.run;
      await store.steering.want({ run: id.slice(0, 6) }, 'pause', cli);
      expect(await store.leases.heartbeat(claim, { step: 7 })).toEqual({ wanted: 'pause' });
      await store.leases.release(claim, 'paused');
      expect(await claimOrNull(store)).toBeNull();
      expect(await store.runs.get(id)).toMatchObject({ state: 'waiting', wanted: 'pause' });
      await store.steering.want({ run: id }, 'run', { source: 'web' });
      expect((await claimNext(store)).run.id).toBe(id);
      const events = (await store.events.ofRun(id)).filter(({ kind }) => kind === 'run.pause' || kind === 'run.resume');
      expect(events.map(({ kind, source }) => [kind, source])).toEqual([
        ['run.pause', 'cli'],
        ['run.resume', 'web'],
      ]);
    });

    it('stops a waiting run at once, a running one at its heartbeat, and rejects a finished one', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const claim = await claimNext(store);
      const [, waiting] = await store.runs.list({ sweep: sweep.id });
      await store.steering.want({ run: waiting?.id ?? '' }, 'stop', cli);
      expect(await store.runs.get(waiting?.id ?? '')).toMatchObject({
        state: 'stopped',
        exitReason: expect.stringContaining('before it started'),
      });
      await store.steering.want({ run: claim.run.id }, 'stop', cli);
      expect(await store.leases.heartbeat(claim, { step: 1 })).toEqual({ wanted: 'stop' });
      expect(await store.leases.release(claim, 'interrupted')).toEqual({ state: 'stopped' });
      for (const wanted of ['pause', 'run', 'stop'] as const) {
        await expect(store.steering.want({ run: claim.run.id }, wanted, cli)).rejects.toMatchObject({
          code: 'STATE_CONFLICT',
          message: expect.stringContaining('is stopped'),
        });
      }
      await expect(store.steering.want({ sweep: sweep.id }, 'pause', cli)).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
    });

    it('pauses, resumes and stops all runs of a sweep', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const claim = await claimNext(store);
      await store.steering.want({ sweep: sweep.id }, 'pause', { source: 'worker', reason: 'The disk is nearly full.' });
      expect(await store.sweeps.get(sweep.id)).toMatchObject({ wanted: 'pause', wantedReason: 'The disk is nearly full.' });
      expect(await store.leases.heartbeat(claim, { step: 1 })).toEqual({ wanted: 'pause' });
      await store.leases.release(claim, 'paused');
      expect(await claimOrNull(store)).toBeNull();
      await store.steering.want({ sweep: sweep.id }, 'run', cli);
      expect(await store.sweeps.get(sweep.id)).toMatchObject({ wanted: 'run', wantedReason: null });
      const again = await claimNext(store);
      await store.steering.want({ sweep: sweep.id }, 'stop', cli);
      expect((await store.sweeps.get(sweep.id)).counts).toMatchObject({ stopped: 1, running: 1 });
      expect(await store.leases.heartbeat(again, { step: 1 })).toEqual({ wanted: 'stop' });
      expect(await kindsOfEvents(store)).toEqual(expect.arrayContaining(['sweep.pause', 'sweep.resume', 'sweep.stop', 'run.stopped']));
    });

    it('resumes a paused sweep when its spec is submitted again', async () => {
      const store = await open();
      const given = newSweep('first', [newRun('a')]);
      const { sweep } = await store.sweeps.upsert(given);
      await store.steering.want({ sweep: sweep.id }, 'pause', cli);
      const [run] = await store.runs.list();
      await store.steering.want({ run: run?.id ?? '' }, 'pause', cli);
      await store.sweeps.upsert(given);
      expect((await claimNext(store)).run.id).toBe(run?.id);
    });

    it('retries a failed run from its last checkpoint, or from its start', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const { id } = claim.run;
      await expect(store.steering.retry({ run: id }, cli)).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
      const blob = await store.blobs.put(Uint8Array.of(1));
      await store.recordings.record(claim, {
        points: [costs(1, 100)],
        epochs: [newEpoch(1, 20)],
        checkpoint: { step: 100, epoch: 1, blob, withOptimizer: true },
      });
      await store.leases.finish(claim, { state: 'failed', exitReason: 'No luck.' });
      await store.steering.retry({ run: id }, cli);
      const second = await claimNext(store);
      expect(second.run).toMatchObject({ id, step: 100, exitReason: null });
      await store.leases.finish(second, { state: 'failed', exitReason: 'No luck.' });
      await store.steering.retry({ sweep: claim.run.sweep }, { ...cli, fromStart: true });
      expect(await claimNext(store)).toMatchObject({ run: { id, step: 0 } });
      expect(await store.recordings.checkpoints(id)).toEqual([]);
      await expect(store.blobs.get(blob)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
    });

    it('applies one action to many targets, and gives a reason for each refusal', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b'), newRun('c')]));
      const [a = '', b = '', c = ''] = (await store.runs.list()).map(({ id }) => id);
      await store.steering.want({ run: c }, 'stop', cli);
      const targets = [{ run: a }, { run: 'zzzzzzzzzz' }, { run: b }, { run: c }, { sweep: sweep.id }];
      const { done, refused } = await store.steering.many(targets, 'pause', { source: 'web' });
      expect(done.map(({ id }) => id)).toEqual([a, b, sweep.id]);
      expect(refused).toEqual([
        { id: 'zzzzzzzzzz', reason: expect.stringContaining('no run with the id') },
        { id: c, reason: expect.stringContaining('is stopped') },
      ]);
      expect((await store.runs.list()).map(({ wanted }) => wanted)).toEqual(['pause', 'pause', 'stop']);
      expect((await store.steering.many([{ run: a }], 'pause', cli)).done).toMatchObject([{ id: a, isUnchanged: true }]);
      expect((await store.steering.many([{ run: a }, { run: c }], 'retry', cli)).done.map(({ id }) => id)).toEqual([c]);
    });

    it('changes many runs in short transactions between which others write, and reports progress', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('large', manyRuns));
      const claim = await claimNext(store);
      const order: (string | number)[] = [];
      const onProgress = ({ done, total }: Progress) => {
        expect(total).toBe(manyRuns.length - 1);
        if (order.length === 0) void store.leases.heartbeat(claim, { step: 1 }).then(() => order.push('heartbeat'));
        order.push(done);
      };
      const { message } = await store.steering.want({ sweep: sweep.id }, 'stop', { ...cli, onProgress });
      expect(message).toContain(`waiting runs stopped: ${manyRuns.length - 1}, running runs to stop at their next heartbeat: 1`);
      expect(order[1]).toBe('heartbeat');
      expect(order.at(-1)).toBe(manyRuns.length - 1);
      expect((await store.sweeps.get(sweep.id)).counts).toMatchObject({ waiting: 0, running: 1, stopped: manyRuns.length - 1 });
      expect(await countEvents(store, 'run.stopped')).toBe(manyRuns.length - 1);
      expect(await store.steering.want({ sweep: sweep.id }, 'stop', cli)).toMatchObject({ isUnchanged: true });
    });

    it.each(['stop', 'retry'] as const)('cancels the rest of an earlier %s of a sweep when a later request arrives', async (action) => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('large', manyRuns));
      if (action === 'retry') await store.steering.want({ sweep: sweep.id }, 'stop', cli);
      let later: Promise<unknown> | undefined;
      const onProgress = () => {
        later ??= store.steering.want({ sweep: sweep.id }, action === 'stop' ? 'run' : 'stop', { source: 'web' });
      };
      const { done } = await store.steering.many([{ sweep: sweep.id }], action, { ...cli, onProgress });
      await later;
      const { wanted, counts } = await store.sweeps.get(sweep.id);
      const changed = action === 'stop' ? counts.stopped : await countEvents(store, 'run.retried');
      expect(done).toMatchObject([{ message: expect.stringContaining(String(changed)) }]);
      expect(changed).toBeGreaterThan(0);
      expect(changed).toBeLessThan(manyRuns.length);
      expect(wanted).toBe(action === 'stop' ? 'run' : 'stop');
      if (action === 'retry') expect(counts).toMatchObject({ waiting: 0, stopped: manyRuns.length });
      // Repeating the action completes it.
      await store.steering.many([{ sweep: sweep.id }], action, cli);
      const states = (await store.sweeps.get(sweep.id)).counts;
      expect(action === 'stop' ? states.stopped : states.waiting).toBe(manyRuns.length);
    });

    it('completes an interrupted stop of a sweep when lost leases are reclaimed, with one event per run', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('large', manyRuns));
      const other = await store.sweeps.upsert(newSweep('other', [newRun('a')]));
      await store.steering.remove({ run: (await store.runs.list({ sweep: sweep.id }))[0]?.id ?? '' }, { ...cli, undoMilliseconds: 60_000 });
      expect(await store.leases.unfinishedStops()).toEqual([]);
      const interrupted = store.steering.want({ sweep: sweep.id }, 'stop', { ...cli, onProgress: interrupt });
      await expect(interrupted).rejects.toThrow('Interrupted.');
      const { waiting, stopped } = (await store.sweeps.get(sweep.id)).counts;
      expect([waiting > 0, stopped > 0]).toEqual([true, true]);
      expect(await store.leases.unfinishedStops()).toEqual([sweep.id]);

      // Several processes look concurrently.
      expect(await Promise.all([store.leases.reclaim(), store.leases.reclaim()])).toEqual([[], []]);
      expect(await store.leases.unfinishedStops()).toEqual([]);
      expect((await store.sweeps.get(sweep.id)).counts).toMatchObject({ waiting: 0, stopped: manyRuns.length - 1 });
      expect(await countEvents(store, 'run.stopped')).toBe(manyRuns.length - 1);
      expect((await store.sweeps.get(other.sweep.id)).counts).toMatchObject({ waiting: 1 });
    });

    it('leaves a stop that is in progress to the process that carries it out', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('large', manyRuns));
      const reclaims: Promise<unknown>[] = [];
      const onProgress = () => reclaims.push(store.leases.reclaim());
      const { message } = await store.steering.want({ sweep: sweep.id }, 'stop', { ...cli, onProgress });
      await Promise.all(reclaims);
      expect(reclaims.length).toBeGreaterThan(1);
      expect(message).toContain(`waiting runs stopped: ${manyRuns.length}`);
      expect(await countEvents(store, 'run.stopped')).toBe(manyRuns.length);
    });

    it('applies an action once to a run that is named several times, by its id or a prefix of it', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const [a = '', b = ''] = (await store.runs.list()).map(({ id }) => id);
      const { done, refused } = await store.steering.many([{ run: a }, { run: b.slice(0, 8) }, { run: a.toUpperCase() }], 'stop', cli);
      expect(done.map(({ id }) => id)).toEqual([a, b]);
      expect(refused).toEqual([]);
      expect(await countEvents(store, 'run.stopped')).toBe(2);
    });

    it('restores nothing after the undo period, whether or not its storage was reclaimed', async () => {
      let time = Date.now();
      const store = await open({ now: () => time });
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const [a = ''] = (await store.runs.list()).map(({ id }) => id);
      await store.steering.remove({ run: a }, { source: 'web', undoMilliseconds: 60_000 });
      await store.steering.remove({ sweep: sweep.id }, cli);
      time += 60_000;
      const { done, refused } = await store.steering.many([{ run: a }, { sweep: sweep.id }], 'restore', cli);
      expect(done).toEqual([]);
      expect(refused.map(({ reason }) => reason)).toEqual([expect.stringContaining('is over'), expect.stringContaining('is over')]);
    });

    it('restores a deleted run within the undo period: nothing is reclaimed before, and training continues', async () => {
      let time = Date.now();
      const store = await open({ now: () => time });
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const claim = await claimNext(store);
      const [a = '', b = ''] = (await store.runs.list()).map(({ id }) => id);
      const web = { source: 'web', undoMilliseconds: 60_000 } as const;
      await store.steering.many([{ run: a }, { run: b }], 'remove', web);
      expect(await store.runs.list()).toEqual([]);
      // The worker releases the run, which stays unfinished.
      expect(await store.leases.heartbeat(claim, { step: 7 })).toEqual({ wanted: 'pause' });
      await store.leases.release(claim, 'deleted');
      expect(await claimOrNull(store)).toBeNull();
      expect(await store.storage.collect()).toMatchObject({ deletedRuns: 0, heldRuns: 2 });
      expect((await store.steering.many([{ run: a }], 'restore', cli)).done.map(({ id }) => id)).toEqual([a]);
      expect((await claimNext(store)).run.id).toBe(a);
      time += 60_001;
      expect(await store.storage.collect()).toMatchObject({ deletedRuns: 1, heldRuns: 0 });
      expect((await store.steering.many([{ run: b }], 'restore', cli)).refused).toMatchObject([
        { reason: expect.stringContaining('reclaimed') },
      ]);
      await store.steering.remove({ sweep: sweep.id }, { ...web, undoMilliseconds: 60_000 });
      await store.storage.collect();
      expect(await allSweeps(store)).toEqual([]);
      await store.steering.many([{ sweep: sweep.id }], 'restore', cli);
      expect((await store.runs.list({ sweep: sweep.id })).map(({ id }) => id)).toEqual([a]);
    });

    it('extends a complete run only if it kept the state of its optimizer', async () => {
      const store = await open();
      const parameters = { epochs: 10, schedule: { kind: 'constant' } };
      await store.sweeps.upsert(newSweep('first', [newRun('a', { parameters, values: { epochs: 10 } }), newRun('b', { parameters })]));
      const ids: string[] = [];
      for (const withOptimizer of [true, false]) {
        const claim = await claimNext(store);
        ids.push(claim.run.id);
        await store.recordings.record(claim, { provenance: provenance });
        const blob = await store.blobs.put(Uint8Array.of(ids.length));
        await store.recordings.record(claim, { checkpoint: { step: 1_000, epoch: 10, blob, withOptimizer } });
        await store.leases.finish(claim, { state: 'complete', exitReason: null });
      }
      const [whole = '', slim = ''] = ids;
      await expect(store.steering.extend(slim, 20, cli)).rejects.toMatchObject({ message: expect.stringContaining('extendable: true') });
      await expect(store.steering.extend(whole, 10, cli)).rejects.toMatchObject({ message: expect.stringContaining('more than 10') });
      expect(await store.steering.extension(slim)).toEqual({ refusal: expect.stringContaining('extendable: true') });
      expect(await store.steering.extension(whole)).toEqual({ epochs: 10 });
      await store.steering.extend(whole, 20, cli);
      expect(await store.steering.extension(whole)).toEqual({ refusal: expect.stringContaining('waiting') });
      const again = await claimNext(store);
      expect(again.run).toMatchObject({ id: whole, step: 1_000, totalSteps: 2_000, values: { epochs: 20 }, parameters: { epochs: 20 } });
    });

    it('widens a sweep: adds only new runs, and each of its specs finds it', async () => {
      const store = await open();
      const narrow = newSweep('narrow', [newRun('a')]);
      const wide = newSweep('wide', [newRun('a'), newRun('b')]);
      const { sweep } = await store.sweeps.upsert(narrow);
      await store.leases.finish(await claimNext(store), { state: 'complete', exitReason: null });
      expect(await store.steering.widen(sweep.id, wide, cli)).toMatchObject({ id: sweep.id, addedRuns: 1 });
      expect((await store.sweeps.get(sweep.id)).counts).toMatchObject({ complete: 1, waiting: 1 });
      expect(await store.sweeps.upsert(narrow)).toMatchObject({ existed: true, addedRuns: 0, sweep: { id: sweep.id } });
      expect(await store.sweeps.upsert(wide)).toMatchObject({ existed: true, addedRuns: 0, sweep: { id: sweep.id } });
      const { sweep: other } = await store.sweeps.upsert(newSweep('other', []));
      await expect(store.steering.widen(other.id, wide, cli)).rejects.toMatchObject({ message: expect.stringContaining(sweep.id) });
      await expect(store.steering.widen(sweep.id, { ...wide, dataset: 'else' }, cli)).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
    });

    it('widens no sweep to another metric of the best epoch', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      const ranking = { direction: 'maximise', part: 'validation', name: 'kl' } as const;
      const other = newSweep('first', [newRun('a'), newRun('b')], { fingerprint: 'another', ranking });
      await expect(store.steering.widen(sweep.id, other, cli)).rejects.toThrow(
        `The spec has \`maximise: validation.kl\`; sweep ${sweep.id} was started with \`minimise: validation.cost\``,
      );
      expect(await store.runs.list({ sweep: sweep.id })).toHaveLength(1);
    });

    it('widens no sweep whose samples have changed since, or are given other options', async () => {
      const store = await open();
      const facts = { title: 'digits', contentHash: 'a'.repeat(64), sampleSize: 4, trainCount: 90 };
      const { sweep } = await store.sweeps.upsert(newSweep('narrow', [newRun('a')], { facts }));
      const wide = newSweep('wide', [newRun('a'), newRun('b')], { facts: { ...facts, contentHash: 'b'.repeat(64) } });
      await expect(store.steering.widen(sweep.id, wide, cli)).rejects.toMatchObject({
        code: 'STATE_CONFLICT',
        message: expect.stringContaining('no longer those'),
      });
      const scaled = newSweep('scaled', [newRun('a'), newRun('b')], { facts: { ...facts, options: { scale: 'unit' } } });
      await expect(store.steering.widen(sweep.id, scaled, cli)).rejects.toMatchObject({
        code: 'STATE_CONFLICT',
        message: expect.stringContaining('received the options {"scale":"unit"}; sweep'),
      });
      expect((await store.sweeps.get(sweep.id)).counts).toMatchObject({ waiting: 1 });
    });
  });
}

async function countEvents(store: Store, kind: string): Promise<number> {
  return (await store.events.after(0, 10_000)).filter((event) => event.kind === kind).length;
}

function claimOrNull(store: Store) {
  return store.leases.claim({ hostname: 'here', bootId: 'boot-1', pid: 1, startedAt: 1 }, { leaseMilliseconds: 60_000 });
}

function interrupt(): never {
  throw new Error('Interrupted.');
}
