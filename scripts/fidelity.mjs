import { environment, pinnedNode, root } from './lib/project.mjs';
import { main, run } from './lib/steps.mjs';
import { setup } from './setup.mjs';

// Trains the seed program with three seeds, compares it with the reference, and writes docs/fidelity.md.
await main(async () => {
  await setup();
  const { code } = await run(pinnedNode(), ['tests/fidelity/main.ts', ...process.argv.slice(2)], { cwd: root, env: environment });
  return code;
});
