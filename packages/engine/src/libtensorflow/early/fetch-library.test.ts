import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { cachedLibraryFolder, system } from './cache-layout.mjs';
import { fetchLibraryEarly } from './fetch-library.mjs';
import { freeBytes } from './free-bytes.mjs';
import { matchesManifest, writeManifest } from './manifest.mjs';
import { pinnedWheel, wheelDiskBytes } from './pinned-wheel.mjs';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-early-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it.each(['', '{"lib/a.so": 3', 'null', '[]', '"text"', '{}'])(
  'rejects %j as a manifest, so that the library is installed again',
  async (text) => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'lib'));
    await writeFile(join(folder, 'lib/a.so'), 'abc');
    await writeManifest(folder);
    expect(await matchesManifest(folder)).toBe(true);
    await writeFile(join(folder, 'files.json'), text);
    expect(await matchesManifest(folder)).toBe(false);
  },
);

it('finds the free space of a folder that does not exist yet', async () => {
  const folder = await temporaryFolder();
  expect(await freeBytes(join(folder, 'not', 'there'))).toBeGreaterThan(0);
});

it.runIf(system === pinnedWheel.system)('does not download to a disk that is too small; setup then reports the sizes', async () => {
  const cache = await temporaryFolder();
  vi.stubEnv('HOURGLASS_CACHE', cache);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  // A damaged manifest, as a full disk leaves it.
  const { folder } = cachedLibraryFolder(cache, 'wheel', pinnedWheel.version);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'files.json'), '{"cut');
  let received = 0;
  const onReceived = () => {
    received++;
  };
  const requested: string[] = [];
  const free = async (of: string) => {
    requested.push(of);
    return wheelDiskBytes - 1;
  };
  expect(await fetchLibraryEarly({ onReceived, signal: AbortSignal.timeout(60_000), free })).toBe(
    'later: the disk of the cache is too full',
  );
  expect(requested).toEqual([folder]);
  expect(received).toBe(0);
});
