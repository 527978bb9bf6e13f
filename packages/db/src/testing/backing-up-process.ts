import { once } from 'node:events';
import { join } from 'node:path';
import { openStore } from '../open-store.ts';

/** A process of the test of backups: takes one, says how many blobs it refers to, and ends it when it is told anything. */
const [home = ''] = process.argv.slice(2);
const store = await openStore({ home, mode: 'write' });
await store.storage.backUp(join(home, 'copy.db'), async (blobs) => {
  process.stdout.write(`${blobs.length}\n`);
  await once(process.stdin, 'data');
  for (const blob of blobs) await store.blobs.get(blob);
});
await store.close();
process.stdin.destroy();
