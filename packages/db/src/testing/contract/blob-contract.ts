import { describe, expect, it } from 'vitest';
import type { BlobReference } from '../../contract/blobs.ts';
import type { Claim } from '../../contract/leases.ts';
import type { Store } from '../../contract/store.ts';
import { claimedRun, claimNext, newRun, newSweep, provenance } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

export function blobContract(open: OpenStoreForTest): void {
  describe('blobs', () => {
    it('returns stored content by its hash', async () => {
      const store = await open();
      const reference = await store.blobs.put(new TextEncoder().encode('abc'));
      // FIPS 180-2, appendix B.1.
      expect(reference).toEqual({ hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', bytes: 3 });
      expect(await store.blobs.put(new TextEncoder().encode('abc'))).toEqual(reference);
      expect(new TextDecoder().decode(await store.blobs.get(reference))).toBe('abc');
    });

    it('names a missing blob, and rejects an invalid hash', async () => {
      const store = await open();
      await expect(store.blobs.get({ hash: 'e'.repeat(64), bytes: 1 })).rejects.toMatchObject({ code: 'BLOB_MISSING' });
      for (const hash of ['../../../etc/passwd', '', 'E'.repeat(64)]) {
        await expect(store.blobs.get({ hash, bytes: 1 })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
      }
    });

    it('removes an unreferenced blob and keeps the others', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const given = await put(store, claim, 1);
      const used = await put(store, claim, 2);
      const { released } = await store.recordings.record(claim, { keep: 'complete' });
      expect(released).toEqual([given]);
      await store.blobs.remove([given]);
      await store.blobs.remove([given]);
      await store.blobs.remove([used]);
      await expect(store.blobs.get(given)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
      expect(await store.blobs.get(used)).toEqual(Buffer.of(2));
    });

    it('keeps a blob that one run has put while another run releases the same content', async () => {
      const store = await open();
      await store.sweeps.upsert(newSweep('both', [newRun('a'), newRun('b')]));
      const [one, other] = [await claimNext(store, { pid: 1 }), await claimNext(store, { pid: 2 })];
      const blob = await put(store, one, 1);
      const again = await store.blobs.put(Uint8Array.of(1));
      await store.leases.finish(one, { state: 'complete', exitReason: null });
      await store.steering.remove({ run: one.run.id }, { source: 'cli' });
      await store.storage.collect();
      await store.blobs.remove([blob]);
      await record(store, other, again, 1);
      expect(await store.blobs.get(blob)).toEqual(Buffer.of(1));
      // Recorded, it is protected by its row only.
      await store.leases.finish(other, { state: 'complete', exitReason: null });
      await store.steering.remove({ run: other.run.id }, { source: 'cli' });
      await store.storage.collect();
      await expect(store.blobs.get(blob)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
    });
  });
}

async function put(store: Store, claim: Claim, step: number): Promise<BlobReference> {
  const blob = await store.blobs.put(Uint8Array.of(step));
  await record(store, claim, blob, step);
  return blob;
}

async function record(store: Store, claim: Claim, blob: BlobReference, step: number): Promise<void> {
  const checkpoint = { step, epoch: 1, blob, withOptimizer: false };
  await store.recordings.record(claim, { provenance, checkpoint });
}
