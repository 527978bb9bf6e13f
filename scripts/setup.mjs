import { fileURLToPath } from 'node:url';
import { fetchLibraryEarly } from '../packages/engine/src/libtensorflow/early/fetch-library.mjs';
import { checkNode, installPackages } from './lib/install-packages.mjs';
import { createProgress, progressText } from './lib/progress.mjs';
import { binary, environment, pinnedNode, root } from './lib/project.mjs';
import { interruption, main, must, run, StepError } from './lib/steps.mjs';

/** Prepares a fresh clone to run. Fast if nothing has changed. */
export async function setup() {
  const { signal, end } = interruption();
  try {
    const { engineIsReady } = await prepare(createProgress(), signal);
    await engineIsReady;
  } finally {
    end();
  }
}

/**
 * Prepares everything except the engine, which continues in the background: its library is downloaded and unpacked while packages are installed, and
 * its binding is built while the caller continues.
 *
 * @param {ReturnType<typeof createProgress>} progress
 * @param {AbortSignal} signal
 * @throws the signal's reason after an abort, once all of its processes have ended
 * @returns {Promise<{ readonly engineIsReady: Promise<void> }>}
 */
export async function prepare(progress, signal) {
  const { step } = progress;
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const library = step('TensorFlow', 'Looking for the library', (report) => {
    const started = performance.now();
    const onReceived = (bytes, of) =>
      report(`Downloading and unpacking ${progressText(bytes, of, 'MB', started, { scale: 1e6, withRate: true })}`);
    return fetchLibraryEarly({ onReceived, signal: stop });
  });
  // Prevents an unhandled rejection; the error is thrown where the promise is awaited.
  library.catch(() => {});
  let engineIsReady = library;
  try {
    await step('Packages', 'Installing the packages (about a minute the first time)', (report) => installPackages(report, stop));
    await step('Node', 'Checking the pinned Node', checkNode);
    engineIsReady = library.then(() => provideEngine(progress, stop));
    engineIsReady.catch(() => {});
    await step('Database client', 'Generating the database client', () =>
      must(binary('turbo'), ['run', 'generate', '--output-logs=errors-only'], 'See the lines above, then run `npm run setup` again.', {
        cwd: root,
        env: environment,
        signal: stop,
      }),
    );
  } catch (error) {
    failure.abort(error);
    await engineIsReady.catch(() => {});
    throw error;
  }
  return { engineIsReady };
}

/**
 * @param {ReturnType<typeof createProgress>} progress
 * @param {AbortSignal} signal
 */
async function provideEngine({ step, print }, signal) {
  await step('Engine', 'Looking for native TensorFlow', async (report) => {
    const { code } = await run(pinnedNode(), ['packages/engine/src/provision-main.ts'], {
      cwd: root,
      env: environment,
      quiet: true,
      signal,
      onLine: (line) => (isFinding(line) ? print(line) : report(line.trim())),
    });
    signal.throwIfAborted();
    if (code !== 0) throw new StepError('The engine could not be provided; see the lines above for remedies.');
  });
}

/** Whether a line of the provision stays on the screen. Other lines are progress. */
function isFinding(line) {
  return !/^( |Providing|Building)/.test(line);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(setup);
