import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Database } from './client.ts';
import { openReader, openWriter } from './driver/connection.ts';
import { temporaryHome } from './testing/temporary-database.ts';

it('waits for the disk at the end of every transaction unless told otherwise', async () => {
  const path = join(await temporaryHome(), 'hourglass.db');
  const writer = await openWriter(path);
  const database = new Database(openReader(path), writer);
  onTestFinished(() => database.close());
  const seen: unknown[] = [];
  // SQLite's values: 1 is NORMAL, 2 is FULL.
  const look = async () => {
    seen.push(writer.pragma('synchronous', { simple: true }));
  };
  await Promise.all([database.write(look), database.write(look, { durability: 'process' }), database.write(look)]);
  expect(seen).toEqual([2, 1, 2]);
});
