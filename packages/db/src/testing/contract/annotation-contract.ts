import { describe, expect, it } from 'vitest';
import { claimNext, newRun, newSweep } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

export function annotationContract(open: OpenStoreForTest): void {
  describe('annotations of runs', () => {
    it('tags, names, annotates and archives runs in any state, with an event', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const [a = '', b = ''] = (await store.runs.list()).map(({ id }) => id);
      expect(await store.annotations.annotate([a, b], { addTags: ['x', 'b', 'x'], isArchived: true }, { source: 'web' })).toEqual([
        { run: a, tags: [], archivedAt: null },
        { run: b, tags: [], archivedAt: null },
      ]);
      expect(await store.annotations.annotate([a], { removeTags: ['x'], notes: 'why', name: 'A' }, { source: 'web' })).toEqual([
        { run: a, tags: ['b', 'x'], notes: null, name: null },
      ]);
      expect(await store.runs.get(a)).toMatchObject({ tags: ['b'], notes: 'why', name: 'A', archivedAt: expect.any(Number) });
      expect(await store.runs.get(b)).toMatchObject({ tags: ['b', 'x'], notes: null, name: null });
      const events = (await store.events.after(0, 10)).filter(({ kind }) => kind === 'run.annotated');
      expect(events).toMatchObject([
        { sweep: sweep.id, run: null, message: '2 runs were tagged x, b, archived.', data: { runs: [a, b] } },
        { sweep: sweep.id, run: a, message: 'The run was untagged x, given notes, named A.' },
      ]);
      await store.annotations.annotate([a], { notes: null, name: null, isArchived: false }, { source: 'web' });
      expect(await store.runs.get(a)).toMatchObject({ notes: null, name: null, archivedAt: null });
    });

    it('tags a sweep and gives it notes, finds it by its tags, and leaves its runs alone', async () => {
      const store = await open();
      const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      await store.sweeps.upsert(newSweep('second', [newRun('b')]));
      expect(sweep).toMatchObject({ tags: [], notes: null });
      await store.annotations.annotateSweep(sweep.id.slice(0, 6), { addTags: ['keen', 'bold', 'keen'], notes: 'why' }, { source: 'cli' });
      await store.annotations.annotateSweep(sweep.id, { removeTags: ['keen'] }, { source: 'cli' });
      expect(await store.sweeps.get(sweep.id)).toMatchObject({ tags: ['bold'], notes: 'why' });
      expect((await store.sweeps.list({ search: 'bol', limit: 9 })).sweeps.map(({ id }) => id)).toEqual([sweep.id]);
      expect(await store.finding.ids({ filter: 'sweep.tags = bold', limit: 9 })).toHaveLength(1);
      expect((await store.runs.list({ sweep: sweep.id }))[0]).toMatchObject({ tags: [], notes: null });
      const events = (await store.events.after(0, 10)).filter(({ kind }) => kind === 'sweep.annotated');
      expect(events.map(({ message }) => message)).toEqual([
        'The sweep was tagged keen, bold, given notes.',
        'The sweep was untagged keen.',
      ]);
      await store.annotations.annotateSweep(sweep.id, { notes: null }, { source: 'cli' });
      expect((await store.sweeps.get(sweep.id)).notes).toBeNull();
      const unknown = store.annotations.annotateSweep('zzzzzzzzzz', { addTags: ['x'] }, { source: 'cli' });
      await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('undoes an annotation: restores the earlier values and keeps unrelated ones', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('a'), newRun('b')]));
      const [a = '', b = ''] = (await store.runs.list()).map(({ id }) => id);
      await store.annotations.annotate([a], { addTags: ['x'], notes: 'of a', isArchived: true }, { source: 'web' });
      const { archivedAt } = await store.runs.get(a);
      const former = await store.annotations.annotate([a, b], { addTags: ['x', 'y'], notes: 'both', isArchived: true }, { source: 'web' });
      await store.annotations.annotate([b], { name: 'since' }, { source: 'web' });
      await store.annotations.restore(former, { source: 'web' });
      expect(await store.runs.get(a)).toMatchObject({ tags: ['x'], notes: 'of a', archivedAt });
      expect(await store.runs.get(b)).toMatchObject({ tags: [], notes: null, archivedAt: null, name: 'since' });
      const tagged = async (tag: string) =>
        (await store.finding.find({ filter: `archived in [true, false] and tags = ${tag}`, offset: 0, limit: 9 })).total;
      expect([await tagged('x'), await tagged('y')]).toEqual([1, 0]);
      await store.steering.remove({ run: b }, { source: 'cli' });
      await expect(store.annotations.restore(former, { source: 'web' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('stores a repeated tag once', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      const [a = ''] = (await store.runs.list()).map(({ id }) => id);
      await store.annotations.annotate([a], { addTags: ['y', 'x', 'y'] }, { source: 'web' });
      expect((await store.runs.get(a)).tags).toEqual(['x', 'y']);
      await store.annotations.restore([{ run: a, tags: ['z', 'z'] }], { source: 'web' });
      expect((await store.runs.get(a)).tags).toEqual(['z']);
    });

    it('leaves archived runs out unless they are requested', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('a', { seed: 1 }), newRun('b', { seed: 2 })]));
      const [a] = await store.runs.list();
      await store.annotations.annotate([a?.id ?? ''], { isArchived: true }, { source: 'web' });
      const seeds = async (filter: string) => (await store.finding.find({ filter, offset: 0, limit: 9 })).runs.map(({ seed }) => seed);
      expect(await seeds('')).toEqual([2]);
      expect(await seeds('archived')).toEqual([1]);
      expect(await seeds('archived in [true, false]')).toEqual([2, 1]);
    });

    it('changes many runs in short transactions between which others write, and undoes all changes', async () => {
      const store = await open();
      await store.sweeps.upsert(
        newSweep(
          'large',
          Array.from({ length: 450 }, (_, index) => newRun(`run ${index}`)),
        ),
      );
      const ids = (await store.runs.list()).map(({ id }) => id);
      const claim = await claimNext(store);
      const order: (string | number)[] = [];
      const onProgress = ({ done }: { readonly done: number }) => {
        if (order.length === 0) void store.leases.heartbeat(claim, { step: 1 }).then(() => order.push('heartbeat'));
        order.push(done);
      };
      const former = await store.annotations.annotate(ids, { addTags: ['x'], notes: 'all' }, { source: 'web', onProgress });
      expect(former.map(({ run }) => run)).toEqual(ids);
      expect(order[1]).toBe('heartbeat');
      expect(order.at(-1)).toBe(450);
      const total = async (filter: string) => (await store.finding.find({ filter, offset: 0, limit: 1 })).total;
      expect(await total('tags = x')).toBe(450);
      await store.annotations.restore(former, { source: 'web' });
      expect(await total('tags = x')).toBe(0);
    });

    it('changes all or nothing', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('first', [newRun('a')]));
      const [a] = await store.runs.list();
      await expect(store.annotations.annotate([a?.id ?? '', 'zzzzzzzzzz'], { addTags: ['x'] }, { source: 'web' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      expect((await store.runs.list())[0]?.tags).toEqual([]);
    });
  });

  describe('views', () => {
    it('are kept under their name, changed by it, and removed by their id', async () => {
      const store = await open();
      const first = await store.views.save('b', { filter: 'depth = 3' });
      await store.views.save('a', { columns: ['state'] });
      expect(await store.views.save('b', { filter: '' })).toMatchObject({ id: first.id, name: 'b', definition: { filter: '' } });
      expect((await store.views.list()).map(({ name }) => name)).toEqual(['a', 'b']);
      await store.views.remove(first.id);
      expect((await store.views.list()).map(({ name }) => name)).toEqual(['a']);
      await expect(store.views.remove(first.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });
}
