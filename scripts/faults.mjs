import { binary, environment, pinnedNode, root } from './lib/project.mjs';
import { main, must, run } from './lib/steps.mjs';
import { setup } from './setup.mjs';

// `npm run faults -- KILLS [SEED]`: sweeps whose processes are killed at random moments, held against an undisturbed one.
await main(async () => {
  await setup();
  await must(binary('turbo'), ['run', 'build', '--filter=@hourglass/web', '--output-logs=errors-only'], 'The pages did not build.', {
    cwd: root,
    env: environment,
  });
  const { code } = await run(pinnedNode(), ['tests/faults/main.ts', ...process.argv.slice(2)], { cwd: root, env: environment });
  return code;
});
