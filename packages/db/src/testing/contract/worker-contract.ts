import { describe, expect, it } from 'vitest';
import { FakeHost } from '../fake-host.ts';
import { claimNext, newRun, newSweep, worker } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

const engine = {
  name: 'wasm',
  version: '4.22.0',
  libraryVersion: null,
  gflops: 133,
  declined: [{ name: 'tensorflow', reason: 'It is not there.', remedy: 'Run npm start.' }],
};

export function workerContract(open: OpenStoreForTest): void {
  describe('workers', () => {
    it('are listed from their first report until they leave, with the runs that they hold', async () => {
      let time = 1_000_000;
      const store = await open({ now: () => time });
      await store.workers.present(worker, { engine, memoryBytes: 500e6 });
      const other = { ...worker, pid: 4712 };
      await store.workers.present(other, { engine, memoryBytes: 400e6 });
      await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const claim = await claimNext(store);
      time += 1_000;
      await store.leases.heartbeat(claim, { step: 50 });
      await store.workers.present(worker, { engine, memoryBytes: 600e6 });
      expect(await store.workers.list(time - 5_000)).toMatchObject([
        {
          ...worker,
          memoryBytes: 600e6,
          engine,
          seenAt: time,
          held: { run: claim.run.id, step: 50, fromStep: 0, number: 1, claimedAt: 1_000_000 },
        },
        { ...other, memoryBytes: 400e6, seenAt: 1_000_000, held: null },
      ]);
      await store.workers.leave(other);
      time += 60_000;
      // No recent heartbeat, but the worker still holds its run.
      expect((await store.workers.list(time - 5_000)).map(({ pid }) => pid)).toEqual([worker.pid]);
      await store.leases.finish(claim, { state: 'complete', exitReason: null });
      expect(await store.workers.list(time - 5_000)).toEqual([]);
    });

    it('are listed by the clock of the caller, even if their own clock is hours behind', async () => {
      const host = new FakeHost();
      let time = 1_000_000_000;
      const store = await open({ host, now: () => time });
      await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      const claim = await claimNext(store);
      await store.workers.present(worker, { engine, memoryBytes: 500e6 });
      host.milliseconds += 4_000;
      time += 4_000;
      await store.leases.heartbeat(claim, { step: 50 });
      await store.workers.present(worker, { engine, memoryBytes: 500e6 });
      host.milliseconds += 1_000;
      const asking = time + 3_600_000;
      time = asking;
      expect(await store.workers.list(asking - 5_000)).toMatchObject([
        { pid: worker.pid, seenAt: asking - 1_000, held: { heartbeatAt: asking - 1_000, claimedAt: asking - 5_000 } },
      ]);
    });

    it('have a queue: the waiting runs of each sweep, the oldest sweep first, with the speed of its runs', async () => {
      let time = 1_000_000;
      const store = await open({ now: () => time });
      const { sweep: first } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b'), newRun('c')]));
      const { sweep: second } = await store.sweeps.upsert(newSweep('second', [newRun('d', { kind: 'baseline' }), newRun('e')]));
      await store.leases.finish(await claimNext(store), { state: 'complete', exitReason: null });
      const claim = await claimNext(store);
      time += 4_000;
      await store.leases.heartbeat(claim, { step: 200 });
      await store.steering.want({ run: (await store.runs.list({ sweep: first.id, state: 'waiting' }))[0]?.id ?? '' }, 'pause', {
        source: 'cli',
      });
      const queue = await store.workers.queue({ limit: 10 });
      expect(queue).toMatchObject({ total: 2, waiting: 3 });
      expect(queue.sweeps).toEqual([
        {
          sweep: first.id,
          name: 'first',
          wanted: 'run',
          waiting: 2,
          running: 1,
          paused: 1,
          stepsLeft: 1_800,
          measuredSeconds: 4,
          measuredSteps: 200,
        },
        {
          sweep: second.id,
          name: 'second',
          wanted: 'run',
          waiting: 1,
          running: 0,
          paused: 0,
          stepsLeft: 1_000,
          measuredSeconds: 0,
          measuredSteps: 0,
        },
      ]);
      expect(await store.workers.queue({ limit: 1 })).toEqual({ sweeps: queue.sweeps.slice(0, 1), total: 2, waiting: 3 });
      await store.steering.remove({ sweep: first.id }, { source: 'cli' });
      expect(await store.workers.queue({ limit: 1 })).toEqual({ sweeps: queue.sweeps.slice(1), total: 1, waiting: 1 });
    });
  });
}
