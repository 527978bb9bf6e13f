import { createProgress } from './lib/progress.mjs';
import { environment, pinnedNode, root } from './lib/project.mjs';
import { interruption, main, run } from './lib/steps.mjs';
import { prepare } from './setup.mjs';

/** File descriptor of the pipe that tells `hourglass up` that the engine is ready: see its `--wait-for-engine`. */
const pipe = 3;

// Runs the setup, then starts the dashboard and workers; an empty home gets the example sweep. Flags are passed to `hourglass up`, which builds and
// serves the pages while the engine is prepared, and starts its workers once the engine is ready.
await main(async () => {
  const progress = createProgress();
  const { signal } = interruption();
  const { engineIsReady } = await prepare(progress, signal);
  progress.leaveTerminal();
  // The terminal sends Ctrl-C to the child as well; this process only waits for its clean exit.
  let failure = null;
  const given = ['--example', 'examples/first-sweep.yaml', '--wait-for-engine', ...process.argv.slice(2)];
  const { code } = await run(pinnedNode(), ['apps/trainer/src/main.ts', 'up', ...given], {
    cwd: root,
    env: environment,
    forward: ['SIGTERM', 'SIGHUP'],
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    onStart(child) {
      // The child may have ended before the write.
      child.stdio[pipe].on('error', () => {});
      engineIsReady.then(
        () => child.stdio[pipe].end('ready'),
        (error) => {
          // After an interruption the child ends by itself.
          if (signal.aborted) return;
          failure = error;
          child.kill('SIGTERM');
        },
      );
    },
  });
  if (failure !== null) throw failure;
  return code === 130 ? 0 : code;
});
