import { expect } from 'vitest';
import type { Claim } from '../../contract/leases.ts';
import type { Store } from '../../contract/store.ts';
import { costs, newEpoch } from '../fixtures.ts';

/** Every write of the claim's worker is refused. */
export async function expectLost(store: Store, claim: Claim): Promise<void> {
  const lost = { name: 'DbError', code: 'LEASE_LOST' };
  await expect(store.leases.heartbeat(claim, { step: 999 })).rejects.toMatchObject(lost);
  await expect(store.recordings.record(claim, { epochs: [newEpoch(9, 9)], points: [costs(1, 5)] })).rejects.toMatchObject(lost);
  await expect(store.recordings.record(claim, { keep: 'complete' })).rejects.toMatchObject(lost);
  await expect(store.leases.release(claim, 'again')).rejects.toMatchObject(lost);
  await expect(store.leases.finish(claim, { state: 'complete', exitReason: null })).rejects.toMatchObject(lost);
}
