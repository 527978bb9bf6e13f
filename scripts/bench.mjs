import { environment, pinnedNode, root } from './lib/project.mjs';
import { main, run } from './lib/steps.mjs';
import { setup } from './setup.mjs';

// Runs a benchmark against its peers and writes the figures to docs/measurements.md: first-start, step, sweep, scale or dashboard.
await main(async () => {
  await setup();
  const { code } = await run(pinnedNode(), ['bench/src/main.ts', ...process.argv.slice(2)], { cwd: root, env: environment });
  return code;
});
