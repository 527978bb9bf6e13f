import { fork } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '@hourglass/engine/env';
import { formatDuration } from '@hourglass/presentation';
import { lock } from 'proper-lockfile';
import { expectedSeconds, rememberSeconds, secondsSuffix } from './build-seconds.ts';
import { builtPagesNote, markBuilt } from './built-pages.ts';
import { TrainerError } from './errors.ts';
import { note } from './terminal/print.ts';
import { withCountdown } from './terminal/with-countdown.ts';
import { whyUnwritable } from './why-unwritable.ts';

const root = join(import.meta.dirname, '../../..');
const webFolder = join(root, 'apps/web');

/** Milliseconds; a cached build takes less. */
const noticeable = 3_000;

/** How long an interrupted build may take to end, in milliseconds. */
const grace = 5_000;

/**
 * Builds the pages with turbo, which skips packages that have not changed. In a checkout that this user can't write, the pages are served as its owner
 * built them.
 *
 * @throws TrainerError DASHBOARD_FAILED with the output of the build, or where the pages are not built and can't be
 * @throws the signal's reason after an abort, once every process of the build has ended
 */
export async function buildPages(signal: AbortSignal): Promise<void> {
  const problem = whyUnwritable(webFolder);
  if (problem !== null) return note(builtPagesNote(root, problem));
  const started = performance.now();
  // If nothing has changed, the build ends before.
  const notice = setTimeout(() => note('Building the pages; their address will be printed here.'), noticeable);
  const lockPath = buildLockPath();
  const release = await lockBuild(lockPath, signal);
  const secondsFile = `${lockPath}${secondsSuffix}`;
  const building = performance.now();
  try {
    await withCountdown('Building the pages', expectedSeconds(secondsFile), () => build(signal));
    markBuilt(root);
    const took = performance.now() - building;
    // A shorter build was cached.
    if (took >= noticeable) rememberSeconds(secondsFile, took / 1000);
  } finally {
    clearTimeout(notice);
    await release();
  }
  note(`Pages built in ${formatDuration((performance.now() - started) / 1000)}.`);
}

/** In the user's cache: a checkout may belong to somebody else. */
function buildLockPath(): string {
  const builds = join(readEnvironment().cacheFolder, 'builds');
  mkdirSync(builds, { recursive: true });
  return join(builds, hash('sha256', realpathSync(root)).slice(0, 16));
}

/** Next allows one build at a time in a checkout. A second caller waits, and usually finds everything built. */
async function lockBuild(path: string, signal: AbortSignal): Promise<() => Promise<void>> {
  for (let announced = false; ; announced = true) {
    signal.throwIfAborted();
    try {
      let isLost = false;
      const release = await lock(path, {
        realpath: false,
        stale: 10_000,
        // The lock went stale, for example because the machine was asleep. Next itself rejects a second concurrent build.
        onCompromised: () => {
          isLost = true;
        },
      });
      return async () => {
        if (!isLost) await release();
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error;
    }
    if (!announced) note('Another process is building the pages; waiting for it.');
    await sleep(200);
  }
}

async function build(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const turbo = createRequire(join(root, 'package.json')).resolve('turbo/bin/turbo');
  const command = [process.execPath, turbo, 'run', 'build', '--filter=@hourglass/web', '--output-logs=errors-only'];
  // A separate process group: Ctrl-C in the terminal reaches this process only, which then ends the build.
  const child = fork(fileURLToPath(new URL('./run-with-parent.ts', import.meta.url)), command, {
    cwd: root,
    detached: true,
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
      TURBO_TELEMETRY_DISABLED: '1',
      NEXT_TELEMETRY_DISABLED: '1',
      // Writing the compiler's cache takes a quarter of a build. Only a second one could use it.
      ...(existsSync(join(webFolder, '.next')) ? {} : { HOURGLASS_FIRST_BUILD: '1' }),
      // The types of released sources are checked; checking them again would make the first page wait.
      HOURGLASS_TYPES_CHECKED: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let killTimer: NodeJS.Timeout | undefined;
  const stop = () => {
    if (child.connected) child.disconnect();
    killTimer = setTimeout(() => killGroup(child.pid), grace);
  };
  signal.addEventListener('abort', stop, { once: true });
  // The pipes are open as long as anything of the build runs. (`close` does not come once this side has disconnected.)
  const pipes = [child.stdout, child.stderr].filter((pipe) => pipe !== null);
  const [[code], ...output] = await Promise.all([once(child, 'exit'), ...pipes.map(text)]).finally(() => {
    signal.removeEventListener('abort', stop);
    clearTimeout(killTimer);
  });
  signal.throwIfAborted();
  if (code !== 0) throw new TrainerError('DASHBOARD_FAILED', `The pages could not be built (exit code ${code}):\n${output.join('')}`);
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    // All of it has ended meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
