import { openStore } from '../open-store.ts';

/** A process of the test of migrations: opens the home that it is given, which brings it up to date, and says so. */
const [home = ''] = process.argv.slice(2);
process.stdout.write('opening\n');
const store = await openStore({ home, mode: 'write' });
await store.close();
process.stdout.write('open\n');
