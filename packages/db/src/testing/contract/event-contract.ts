import { at } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import { claimedRun, newRun, newSweep } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

export function eventContract(open: OpenStoreForTest): void {
  describe('events', () => {
    it('have increasing ids, which serve as a cursor', async () => {
      const store = await open();
      expect(await store.events.lastId()).toBe(0);
      const claim = await claimedRun(store);
      await store.recordings.record(claim, {
        events: [
          { source: 'worker', kind: 'run.epoch', message: 'Epoch 1 of 2.', data: { epoch: 1 } },
          { source: 'worker', kind: 'run.epoch', message: 'Epoch 2 of 2.' },
        ],
      });
      const all = await store.events.after(0, 100);
      expect(all.map(({ kind }) => kind)).toEqual(['sweep.created', 'run.started', 'run.epoch', 'run.epoch']);
      expect(all.at(-1)?.id).toBe(await store.events.lastId());
      expect(await store.events.after(at(all, 0).id, 2)).toEqual(all.slice(1, 3));
      expect(all[2]).toMatchObject({
        source: 'worker',
        message: 'Epoch 1 of 2.',
        data: { epoch: 1 },
        run: claim.run.id,
        sweep: claim.run.sweep,
      });
      expect(all[0]).toMatchObject({ run: null, sweep: claim.run.sweep });
      expect(await store.events.ofRun(claim.run.id)).toEqual(all.slice(1));
    });

    it('update the time of the last change of their sweep', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      const [created] = await store.events.after(0, 1);
      expect(sweep.updatedAt).toBe(created?.time);
    });
  });
}
