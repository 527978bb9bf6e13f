import { environment, pinnedNode, root } from './lib/project.mjs';
import { main, run } from './lib/steps.mjs';
import { setup } from './setup.mjs';

// Sets everything up, then dashboard and workers; an empty home gets the example sweep. Flags go on to `hourglass up`.
await main(async () => {
  await setup();
  // The child hears the terminal's Ctrl-C itself; this process only waits for it to end in good order.
  process.on('SIGINT', () => {});
  const arguments_ = ['apps/trainer/src/main.ts', 'up', '--example', 'examples/first-sweep.yaml', ...process.argv.slice(2)];
  const { code } = await run(pinnedNode(), arguments_, { cwd: root, env: environment, forward: ['SIGTERM', 'SIGHUP'] });
  return code === 130 ? 0 : code;
});
