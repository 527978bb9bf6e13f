import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../contract/store.ts';
import { newRun, newSweep } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

const cli = { source: 'cli' } as const;
const content = Buffer.from('samples of a person');

async function* pieces(...texts: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    await delay(1);
    if (text instanceof Error) throw text;
    yield Buffer.from(text);
  }
}

/** Adds the content, held until a time, and returns its id. */
async function add(store: Store, heldUntil: number): Promise<string> {
  const { hash } = await store.uploads.add(pieces('samples ', 'of a person'), { bytes: content.length, heldUntil });
  return hash.slice(0, 16);
}

function sweepOn(id: string, name = 'on an upload') {
  return newSweep(name, [newRun(name)], { spec: { version: 1, dataset: { train: `upload:${id}/samples.npy` } }, dataset: 'samples.npy' });
}

const later = () => Date.now() + 60_000;

export function uploadContract(open: OpenStoreForTest): void {
  describe('uploads', () => {
    it('are stored under the hash of their content, once, and found by their id', async () => {
      const store = await open();
      const options = { bytes: content.length, heldUntil: later() };
      const added = await Promise.all([
        store.uploads.add(pieces('samples ', '', 'of a person'), options),
        store.uploads.add(pieces('samples of a person'), options),
      ]);
      const [blob] = added;
      expect(added).toEqual([blob, blob]);
      expect(await store.blobs.get(blob)).toEqual(content);
      expect(store.uploads.locate(blob.hash.slice(0, 16))).toMatch(new RegExp(`${blob.hash}$`));
      expect((await store.storage.usage()).blobBytes).toBe(content.length);
      for (const id of ['0'.repeat(16), '../../..', '']) expect(store.uploads.locate(id)).toBeNull();
    });

    it.each<[string, () => AsyncGenerator<Uint8Array>, number, RegExp]>([
      ['breaks off with an error', () => pieces('samp', new Error('the browser has gone')), content.length, /the browser has gone/],
      ['ends too early', () => pieces('samp'), content.length, /19 bytes, but only 4 arrived/],
      ['is longer than announced', () => pieces('samples of', ' a person'), 12, /12 bytes, but more arrived/],
    ])('that %s leave nothing', async (_, broken, bytes, message) => {
      const store = await open();
      await expect(store.uploads.add(broken(), { bytes, heldUntil: later() })).rejects.toThrow(message);
      expect(await store.storage.garbage()).toMatchObject({ files: 0 });
      expect((await store.storage.usage()).blobBytes).toBe(0);
    });

    it('survive a collection while they arrive, and stay while they are held', async () => {
      const store = await open();
      async function* slow() {
        yield Buffer.from('samples ');
        expect(await store.storage.garbage()).toMatchObject({ files: 0 });
        expect(await store.storage.collect()).toMatchObject({ files: 0 });
        yield Buffer.from('of a person');
      }
      const { hash } = await store.uploads.add(slow(), { bytes: content.length, heldUntil: later() });
      const id = hash.slice(0, 16);
      expect(await store.storage.collect()).toMatchObject({ files: 0 });
      expect(store.uploads.locate(id)).not.toBeNull();
    });

    it('are garbage when nobody holds them any more, unless they are held again in time', async () => {
      const store = await open();
      const id = await add(store, Date.now() - 1);
      expect(await store.storage.garbage()).toMatchObject({ files: 1, fileBytes: content.length });
      await store.uploads.hold([id, '0'.repeat(16)], later());
      await store.uploads.hold([id], Date.now() - 1);
      expect(await store.storage.collect()).toMatchObject({ files: 0 });
      const other = await store.uploads.add(pieces('x'), { bytes: 1, heldUntil: Date.now() - 1 });
      expect(await store.storage.collect()).toMatchObject({ files: 1, fileBytes: 1 });
      await expect(store.blobs.get(other)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
      expect(store.uploads.locate(id)).not.toBeNull();
    });

    it('stay as long as a sweep refers to them, in any revision of its spec, and are counted as its data', async () => {
      const store = await open();
      const id = await add(store, Date.now() - 1);
      const { sweep } = await store.sweeps.upsert(sweepOn(id));
      const { sweep: clone } = await store.sweeps.upsert(sweepOn(id, 'a clone'));
      await store.steering.widen(sweep.id, { ...sweepOn(id), spec: { version: 1, dataset: { train: '/a/samples.npy' } } }, cli);
      await store.storage.collect();
      expect(await store.storage.usageOfSweep(sweep.id)).toBe(content.length);
      expect(await store.storage.wouldFree([{ sweep: sweep.id }])).toMatchObject({ files: 0, fileBytes: 0, sharedBytes: content.length });
      expect(await store.storage.wouldFree([{ sweep: sweep.id }, { sweep: clone.id }])).toMatchObject({
        files: 1,
        fileBytes: content.length,
      });
      await store.steering.remove({ sweep: sweep.id }, cli);
      expect(await store.storage.collect()).toMatchObject({ deletedSweeps: 1, files: 0 });
      expect(store.uploads.locate(id)).not.toBeNull();
      await store.steering.remove({ sweep: clone.id }, cli);
      expect(await store.storage.collect()).toMatchObject({ deletedSweeps: 1, files: 1, fileBytes: content.length });
      expect(store.uploads.locate(id)).toBeNull();
    });

    it('are refused in a spec if the home does not hold them', async () => {
      const store = await open();
      await expect(store.sweeps.upsert(sweepOn('0'.repeat(16)))).rejects.toThrow(
        'dataset: the uploaded file samples.npy (0000000000000000) is not in this home. Upload it again, or give its path.',
      );
      expect(await store.sweeps.list({ limit: 10 })).toMatchObject({ total: 0 });
    });

    it('are refused beyond the budget before a byte is read', async () => {
      const store = await open();
      const { databaseBytes } = await store.storage.usage();
      await store.storage.setBudget(databaseBytes + 1_000_000);
      expect(await store.uploads.refusal(500_000)).toBeNull();
      expect(await store.uploads.refusal(2_000_000)).toMatch(
        /^The file has 2\.0 MB, and this home stores .*: together more than its budget of/,
      );
      expect(await store.uploads.refusal(1e18)).toMatch(/the disk of this home has .* left/);
      const unread = pieces(new Error('it was read'));
      await expect(store.uploads.add(unread, { bytes: 2_000_000, heldUntil: later() })).rejects.toMatchObject({ code: 'DISK_FULL' });
    });
  });
}
