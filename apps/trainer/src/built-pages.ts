import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatWhen } from '@hourglass/presentation';
import { TrainerError } from './errors.ts';

/** Written after a complete build; a new build removes it with everything else in `.next`. */
const mark = 'apps/web/.next/complete';

/** Folders whose files the pages are built from. */
const sources = [
  'apps/web/src',
  'apps/web/serve',
  ...['datasets', 'db', 'model', 'presentation', 'sweeps'].map((name) => `packages/${name}/src`),
];

export function markBuilt(root: string): void {
  writeFileSync(join(root, mark), '');
}

/**
 * The message about the pages of a checkout that can't be written.
 *
 * @param problem why the checkout can't be written
 * @throws TrainerError DASHBOARD_FAILED where they are not built
 */
export function builtPagesNote(root: string, problem: string): string {
  const built = statSync(join(root, mark), { throwIfNoEntry: false });
  const remedy = 'start `./hourglass up` once as a user who may write it';
  if (built === undefined) {
    throw new TrainerError(
      'DASHBOARD_FAILED',
      `The pages of ${root} are not built, and this user can't build them there (${problem}): ${remedy}.`,
    );
  }
  const outdated = newestChange(root) > built.mtimeMs ? ` Its sources have changed since: to see the changes, ${remedy}.` : '';
  return `${root} can't be written, so its pages are served as they were built ${formatWhen(built.mtimeMs, Date.now())}.${outdated}`;
}

/** Modification time of the newest source file, in milliseconds. */
function newestChange(root: string): number {
  let newest = 0;
  for (const folder of sources) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return newest;
}
