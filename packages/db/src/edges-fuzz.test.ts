import { readdir } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DbError } from './errors.ts';
import { parseIdPrefix } from './identifiers.ts';
import { allSweeps, newRun, newSweep } from './testing/fixtures.ts';
import { temporaryStore } from './testing/temporary-database.ts';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('../../etc/passwd', '..\\..', '%2e%2e/', 'a%', "' OR 1=1 --", '\0', 'file:///etc/passwd', '~', 'o0lI1'),
);

describe('an id of any text', () => {
  it('is accepted as the prefix of an id or rejected with a sentence', () => {
    fc.assert(
      fc.property(text, (id) => {
        try {
          expect(parseIdPrefix('run', id)).toMatch(/^[0-9a-hjkmnp-tv-z]{1,10}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(DbError);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('changes nothing and reaches no file in any method of the store', async () => {
    const store = await temporaryStore();
    await store.sweeps.upsert(newSweep('first', [newRun('a')]));
    const files = await readdir(store.home, { recursive: true });
    const by = { source: 'web' } as const;
    await fc.assert(
      fc.asyncProperty(text, async (id) => {
        // A prefix of a real id would be found, correctly.
        const [run] = await store.runs.list();
        const [sweep] = await allSweeps(store);
        fc.pre(![run, sweep].some((found) => found?.id.startsWith(id.trim().toLowerCase().replaceAll('o', '0').replaceAll(/[il]/g, '1'))));
        for (const ask of [
          () => store.runs.get(id),
          () => store.sweeps.get(id),
          () => store.logs.ofRun(id, { limit: 1 }),
          () => store.steering.want({ run: id }, 'pause', by),
          () => store.steering.remove({ sweep: id }, by),
          () => store.steering.retry({ run: id }, by),
          () => store.steering.extend(id, 5, by),
          () => store.blobs.get({ hash: id, bytes: 1 }),
          () => store.reconstructions.atlas(id, 1),
        ]) {
          await expect(ask()).rejects.toBeInstanceOf(DbError);
        }
      }),
      { numRuns: 60 },
    );
    expect(await readdir(store.home, { recursive: true })).toEqual(files);
    expect(await store.events.lastId()).toBe(1);
  });
});
