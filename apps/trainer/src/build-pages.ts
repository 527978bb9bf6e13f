import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { TrainerError } from './errors.ts';
import { note } from './terminal/print.ts';

const root = join(import.meta.dirname, '../../..');

/** How long an interrupted build may take to end, in milliseconds. */
const grace = 5_000;

/**
 * Builds the pages with turbo, which leaves alone what did not change since the last time.
 *
 * @throws TrainerError DASHBOARD_FAILED with what the build said
 * @throws the signal's reason after an abort, once nothing of the build runs any more
 */
export async function buildPages(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const started = performance.now();
  const turbo = createRequire(join(root, 'package.json')).resolve('turbo/bin/turbo');
  const command = [process.execPath, turbo, 'run', 'build', '--filter=@hourglass/web', '--output-logs=errors-only'];
  // A group of its own: the terminal's Ctrl-C is for this process, which ends the build by itself.
  const build = fork(fileURLToPath(new URL('./run-with-parent.ts', import.meta.url)), command, {
    cwd: root,
    detached: true,
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
      TURBO_TELEMETRY_DISABLED: '1',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let impatience: NodeJS.Timeout | undefined;
  const stop = () => {
    if (build.connected) build.disconnect();
    impatience = setTimeout(() => killGroup(build.pid), grace);
  };
  signal.addEventListener('abort', stop, { once: true });
  // The pipes are open as long as anything of the build runs. (`close` does not come once this side has disconnected.)
  const pipes = [build.stdout, build.stderr].filter((pipe) => pipe !== null);
  const [[code], ...output] = await Promise.all([once(build, 'exit'), ...pipes.map(text)]).finally(() => {
    signal.removeEventListener('abort', stop);
    clearTimeout(impatience);
  });
  signal.throwIfAborted();
  if (code !== 0) throw new TrainerError('DASHBOARD_FAILED', `The pages did not build (exit code ${code}):\n${output.join('')}`);
  note(`Pages built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
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
