import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** For example `pnpm@10.34.9`. */
export const pinnedPnpm = packageManager;
export const pinnedNodeVersion = readFileSync(join(root, '.node-version'), 'utf8').trim();
const bin = join(root, 'node_modules', '.bin');

/** The Node that runs everything: the pinned one, or the current one on systems for which npm has no package. */
export function pinnedNode() {
  const pinned = join(bin, 'node');
  return existsSync(pinned) ? pinned : process.execPath;
}

/** The workspace's programs are first in the path, so that every tool finds the pinned Node and pnpm; telemetry is disabled. */
export const environment = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH}`,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
};

export function binary(name) {
  return join(bin, name);
}
