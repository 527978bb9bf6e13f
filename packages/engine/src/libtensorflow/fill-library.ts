import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import { EngineError } from '../errors.ts';
import { messageOf } from '../message-of.ts';
import type { Progress } from '../progress.ts';
import { downloadFile, type RemoteFile } from './download-file.ts';
import { downloadWheel } from './download-wheel.ts';
import { matchesManifest, writeManifest } from './early/manifest.mjs';
import { findInPackageIndex } from './early/package-index.mjs';
import { pinnedWheel, wheelEntryDestination } from './early/pinned-wheel.mjs';
import { publishFolder } from './early/publish-folder.mjs';
import { streamWheel } from './early/stream-wheel.mjs';
import { mainLibrary, sharedLibrariesIn } from './library.ts';
import { unpackWheel } from './unpack-wheel.ts';

/**
 * Publishes a library in a folder of the cache, atomically, and only once if several processes try at the same time.
 *
 * @throws EngineError LIBRARY_UNAVAILABLE, or a file system error; no partial files are left
 */
export async function publishLibrary(folder: string, fill: FillLibrary, progress: Progress, signal?: AbortSignal): Promise<void> {
  await publishFolder(folder, {
    isComplete: matchesManifest,
    onWait: () => progress.print('Another process provides the TensorFlow library; waiting for it.'),
    signal,
    fill: (staging, stop) => {
      progress.print(`Providing the TensorFlow library in ${folder}.`);
      return fill(staging, progress, stop);
    },
  });
}

/** Fills an empty folder with `lib/`, `include/` and the manifest. */
export type FillLibrary = (folder: string, progress: Progress, signal: AbortSignal) => Promise<void>;

export const fillFromWheel: FillLibrary = async (folder, progress, signal) => {
  try {
    await fillFromStream(folder, progress, signal);
    return;
  } catch (error) {
    signal.throwIfAborted();
    progress.print(`The wheel can't be unpacked while it is downloaded (${messageOf(error)}); pip downloads it.`);
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
  }
  const download = join(folder, 'download');
  const wheel = await downloadWheel('python3', download, progress, signal);
  await unpackWheel(wheel, folder, {
    destinationOf: wheelEntryDestination,
    expectedBytes: pinnedWheel.unpackedBytes,
    progress,
    signal,
  });
  await rm(download, { recursive: true });
  await finish(folder);
};

async function fillFromStream(folder: string, progress: Progress, signal: AbortSignal): Promise<void> {
  const track = progress.track(`downloading ${pinnedWheel.project} ${pinnedWheel.version}`, pinnedWheel.bytes);
  try {
    await streamWheel(folder, {
      find: () => findInPackageIndex(pinnedWheel, signal),
      wheel: pinnedWheel,
      onReceived: track.update,
      signal,
    });
  } finally {
    track.stop();
  }
}

export function fillFromArchive(file: RemoteFile): FillLibrary {
  return async (folder, progress, signal) => {
    const archive = join(folder, 'download.tar.gz');
    await downloadFile(file, archive, progress, signal);
    signal.throwIfAborted();
    progress.print('  unpacking');
    await extract({ file: archive, cwd: folder, strict: true });
    await rm(archive);
    await finish(folder);
  };
}

async function finish(folder: string): Promise<void> {
  const names = await sharedLibrariesIn(join(folder, 'lib'));
  if (mainLibrary(names) === undefined) {
    throw new EngineError('LIBRARY_UNAVAILABLE', 'What was downloaded holds no TensorFlow library in lib.');
  }
  await writeManifest(folder);
}
