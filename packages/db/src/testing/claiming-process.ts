import { openStore } from '../open-store.ts';
import { newRun, newSweep, worker } from './fixtures.ts';

/*
 * Child process for the test of concurrent claims. Opens a home that may not exist yet, submits the same sweep as the other processes,
 * claims and finishes runs until none is left, and prints the runs that it claimed.
 */
const [home = '', runs = '0'] = process.argv.slice(2);
const store = await openStore({ home, mode: 'write' });
await store.sweeps.upsert(
  newSweep(
    'shared',
    Array.from({ length: Number(runs) }, (_, index) => newRun(`${index}`)),
  ),
);
const claimed: { readonly id: string; readonly attempt: number }[] = [];
for (;;) {
  const claim = await store.leases.claim({ ...worker, pid: process.pid }, { leaseMilliseconds: 60_000 });
  if (claim === null) {
    break;
  }
  await store.leases.heartbeat(claim, { step: 1 });
  await store.leases.finish(claim, { state: 'complete', exitReason: null });
  claimed.push({ id: claim.run.id, attempt: claim.attempt });
}
await store.close();
process.stdout.write(JSON.stringify(claimed));
