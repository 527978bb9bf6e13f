import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOwner } from '@hourglass/db';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeOwnership } from './owner.ts';

async function temporaryHome(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-owner-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'home');
}

describe('the owner of a home', () => {
  it('is the first process that takes ownership, until it releases it', async () => {
    const home = await temporaryHome();
    expect(await findOwner(home)).toBeNull();
    const owner = await takeOwnership(home, { url: 'http://127.0.0.1:1', workers: 1, because: 'as asked for' });
    expect(await findOwner(home)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:1' });
    await expect(takeOwnership(home, { url: 'http://127.0.0.1:2', workers: 1, because: 'as asked for' })).rejects.toThrow(
      /is already running for .*: http:\/\/127\.0\.0\.1:1 /,
    );
    await owner.update({ workers: 0, because: 'memory ran out' });
    expect(await findOwner(home)).toMatchObject({ url: 'http://127.0.0.1:1', workers: 0, because: 'memory ran out' });
    await owner.release();
    await owner.update({ workers: 1, because: 'too late' });
    expect(await readdir(home)).toEqual(['owner.lock']);
    await (await takeOwnership(home, { url: 'http://127.0.0.1:2', workers: 1, because: 'as asked for' })).release();
  });

  it.each([
    ['died', JSON.stringify({ pid: process.pid, startedAt: 1, url: 'http://127.0.0.1:1', workers: 1 })],
    ['was interrupted while writing', '{"pid":'],
  ])('is null if the last one %s', async (_, text) => {
    const home = await temporaryHome();
    await (await takeOwnership(home, { url: 'http://127.0.0.1:1', workers: 1, because: 'as asked for' })).release();
    await writeFile(join(home, 'owner.json'), text);
    expect(await findOwner(home)).toBeNull();
  });
});
