import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { progressText } from './progress.mjs';
import { binary, environment, pinnedNode, pinnedNodeVersion, pinnedPnpm, root } from './project.mjs';
import { must, run, StepError } from './steps.mjs';

const stamp = join(root, 'node_modules', '.installed');

/** Installs the packages of the lock file with the pinned pnpm; does nothing if they are already installed. */
export async function installPackages(report, signal) {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'unchanged';
  // Not with corepack: its signature check fails on some installations of Node 20.
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const remedy = 'Check that the npm registry can be reached (npm ping), then run the same command again.';
  const started = performance.now();
  await must(npx, ['--yes', pinnedPnpm, 'install', '--frozen-lockfile', '--reporter=append-only'], remedy, {
    cwd: root,
    env: { ...environment, CI: 'true' },
    signal,
    onLine(line) {
      const [, resolved, added] = /^Progress: resolved (\d+), .*added (\d+)/.exec(line) ?? [];
      if (resolved !== undefined) report(progressText(Number(added), Number(resolved), 'packages', started));
    },
  });
  writeFileSync(stamp, wanted);
  return pinnedPnpm;
}

/** Hash of everything that determines what is installed. */
function fingerprint() {
  const members = ['apps', 'packages'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`));
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tests/package.json', 'bench/package.json', ...members];
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** The pinned Node is an npm package; on systems without that package, the current Node must be new enough. */
export async function checkNode() {
  if (existsSync(binary('node'))) {
    const { output } = await run(pinnedNode(), ['--version'], { quiet: true });
    if (output.trim() === `v${pinnedNodeVersion}`) return `Node ${pinnedNodeVersion}`;
    throw new StepError(
      `The pinned Node should be ${pinnedNodeVersion} but is ${output.trim()}. Remove node_modules and run the same command again.`,
    );
  }
  if (Number(process.versions.node.split('.')[0]) >= 24)
    return `Node ${process.versions.node}, no pinned one for ${process.platform}-${process.arch}`;
  throw new StepError(
    `npm has no Node ${pinnedNodeVersion} for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}. Install Node 24.`,
  );
}
