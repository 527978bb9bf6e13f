import { describe, expect, it } from 'vitest';
import { claimedRun } from '../fixtures.ts';
import type { OpenStoreForTest } from './open-store-for-test.ts';

export function blobContract(open: OpenStoreForTest): void {
  describe('blobs', () => {
    it('gives back what was put in, by the hash of its content', async () => {
      const store = await open();
      const reference = await store.blobs.put(new TextEncoder().encode('abc'));
      // FIPS 180-2, appendix B.1.
      expect(reference).toEqual({ hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', bytes: 3 });
      expect(await store.blobs.put(new TextEncoder().encode('abc'))).toEqual(reference);
      expect(new TextDecoder().decode(await store.blobs.get(reference))).toBe('abc');
    });

    it('says what is missing, and refuses what is no hash', async () => {
      const store = await open();
      await expect(store.blobs.get({ hash: 'e'.repeat(64), bytes: 1 })).rejects.toMatchObject({ code: 'BLOB_MISSING' });
      for (const hash of ['../../../etc/passwd', '', 'E'.repeat(64)]) {
        await expect(store.blobs.get({ hash, bytes: 1 })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
      }
    });

    it('removes a blob, unless something has come to refer to it', async () => {
      const store = await open();
      const claim = await claimedRun(store);
      const unused = await store.blobs.put(Uint8Array.of(1));
      const used = await store.blobs.put(Uint8Array.of(2));
      await store.recordings.record(claim, {
        checkpoint: { step: 1, epoch: 1, blob: used, withOptimizer: false, validationCostPerSample: null },
      });
      await store.blobs.remove([unused]);
      await store.blobs.remove([unused]);
      await store.blobs.remove([used]);
      await expect(store.blobs.get(unused)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
      expect(await store.blobs.get(used)).toEqual(Buffer.of(2));
    });
  });
}
