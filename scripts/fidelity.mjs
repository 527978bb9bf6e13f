import { environment, pinnedNode, root } from './lib/project.mjs';
import { main, run } from './lib/steps.mjs';
import { setup } from './setup.mjs';

// Trains the reference programs with three seeds each, compares them with the references, and writes docs/fidelity.md.
await main(async () => {
  await setup();
  const { code } = await run(pinnedNode(), ['tests/fidelity/main.ts', ...process.argv.slice(2)], { cwd: root, env: environment });
  return code;
});
