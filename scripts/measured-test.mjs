import { binary, environment, pinnedNode, root } from './lib/project.mjs';
import { main, must, run, StepError } from './lib/steps.mjs';
import { setup } from './setup.mjs';

// `npm run faults -- KILLS [SEED]` kills sweeps at random moments; `npm run soak -- MINUTES` trains while pages are polled and backups and exports run.
await main(async () => {
  const [what, ...given] = process.argv.slice(2);
  if (what !== 'faults' && what !== 'soak') throw new StepError(`received "${what}"; allowed are faults, soak.`);
  await setup();
  await must(binary('turbo'), ['run', 'build', '--filter=@hourglass/web', '--output-logs=errors-only'], 'The pages could not be built.', {
    cwd: root,
    env: environment,
  });
  const { code } = await run(pinnedNode(), [`tests/${what}/main.ts`, ...given], { cwd: root, env: environment });
  return code;
});
