import { once } from 'node:events';
import { join } from 'node:path';
import { openStore } from '../open-store.ts';

/** Child process for the backup test. Starts a backup, prints the number of blobs that it references, and ends the backup on any input. */
const [home = ''] = process.argv.slice(2);
const store = await openStore({ home, mode: 'write' });
await store.storage.backUp(join(home, 'copy.db'), async (blobs) => {
  process.stdout.write(`${blobs.length}\n`);
  await once(process.stdin, 'data');
  for (const blob of blobs) await store.blobs.get(blob);
});
await store.close();
process.stdin.destroy();
