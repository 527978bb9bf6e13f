import { fileURLToPath } from 'node:url';
import { checkNode, installPackages } from './lib/install-packages.mjs';
import { binary, environment, pinnedNode, root } from './lib/project.mjs';
import { main, must, run, StepError, step } from './lib/steps.mjs';

/** Brings a fresh clone to where everything runs. Quick where nothing changed. */
export async function setup() {
  await step('Packages', 'Installing the packages, a minute or so the first time', installPackages);
  await step('Node', 'Checking the pinned Node', checkNode);
  await step('Database client', 'Generating the database client', () =>
    must(binary('turbo'), ['run', 'generate', '--output-logs=errors-only'], 'See the lines above; `npm run setup` tries again.', {
      cwd: root,
      env: environment,
    }),
  );
  await step('Engine', 'Looking for native TensorFlow', async () => {
    const { code } = await run(pinnedNode(), ['packages/engine/src/provision-main.ts'], { cwd: root, env: environment });
    if (code !== 0) throw new StepError('The engine could not be provided; the lines above say what to do.');
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(setup);
