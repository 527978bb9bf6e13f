import { createProgress } from './lib/progress.mjs';
import { environment, pinnedNode, root } from './lib/project.mjs';
import { interruption, main, run } from './lib/steps.mjs';
import { prepare } from './setup.mjs';

/** The pipe by which `hourglass up` hears that the engine is ready: see its `--engine-follows`. */
const pipe = 3;

// Sets everything up, then dashboard and workers; an empty home gets the example sweep. Flags go on to `hourglass up`, which builds the pages
// and serves them while the engine is made ready, and starts its workers when it hears that it is.
await main(async () => {
  const progress = createProgress();
  const signal = interruption();
  const { engineIsReady } = await prepare(progress, signal);
  progress.leaveTerminal();
  // The child hears the terminal's Ctrl-C itself; this process only waits for it to end in good order.
  let failure = null;
  const given = ['--example', 'examples/first-sweep.yaml', '--engine-follows', ...process.argv.slice(2)];
  const { code } = await run(pinnedNode(), ['apps/trainer/src/main.ts', 'up', ...given], {
    cwd: root,
    env: environment,
    forward: ['SIGTERM', 'SIGHUP'],
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    onStart(child) {
      // It may have ended before it heard.
      child.stdio[pipe].on('error', () => {});
      engineIsReady.then(
        () => child.stdio[pipe].end('ready'),
        (error) => {
          // Interrupted, it ends by itself.
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
