import { openStore, thisProcess } from '@hourglass/db';

/** Child process for the test of hanging workers: claims a run, reports that, and never returns to the event loop. */
const [home = ''] = process.argv.slice(2);
const store = await openStore({ home, mode: 'write' });
const claim = await store.leases.claim(thisProcess(), { leaseMilliseconds: 10_000, kind: 'run' });
process.stdout.write(`${claim?.run.id}\n`, () => {
  for (;;);
});
