import { openStore } from '../open-store.ts';

/** Child process for the migration test. Opens the given home, which migrates it, and reports that. */
const [home = ''] = process.argv.slice(2);
process.stdout.write('opening\n');
const store = await openStore({ home, mode: 'write' });
await store.close();
process.stdout.write('open\n');
