import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Folders of this process's control groups that contain one controller's files, innermost first. */
export interface ControlGroups {
  readonly version: 1 | 2;
  readonly folders: readonly string[];
}

/**
 * Linux has two versions of control groups, which may be mounted side by side; a controller belongs to one of them.
 *
 * @param root the folder that holds `proc` and the mount points; `/` outside of tests
 * @returns null if there are no control groups (other systems)
 */
export function findControlGroups(root: string, controller: 'memory' | 'cpu'): ControlGroups | null {
  const memberships = linesOf(join(root, 'proc/self/cgroup')).map(parseMembership);
  const mounts = linesOf(join(root, 'proc/self/mountinfo')).map(parseMount);
  const first = memberships.find(({ controllers }) => controllers.includes(controller));
  const own = first ?? memberships.find(({ controllers }) => controllers.length === 0);
  const version = first === undefined ? 2 : 1;
  const mount = mounts.find(({ type, options }) =>
    version === 2 ? type === 'cgroup2' : type === 'cgroup' && options.includes(controller),
  );
  if (own === undefined || mount === undefined) return null;
  return { version, folders: foldersUpTo(join(root, mount.point), insideOf(mount.root, own.path)) };
}

/** `4:memory:/a/b` of version 1, `0::/a/b` of version 2. */
function parseMembership(line: string): { readonly controllers: readonly string[]; readonly path: string } {
  const [, controllers = '', ...path] = line.split(':');
  return { controllers: controllers === '' ? [] : controllers.split(','), path: path.join(':') };
}

/** `35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory` (proc_pid_mountinfo(5)) */
function parseMount(line: string) {
  const [before = '', after = ''] = line.split(' - ');
  const [, , , root = '', point = ''] = before.split(' ');
  const [type = '', , options = ''] = after.split(' ');
  return { root, point, type, options: options.split(',') };
}

/** The path of a group relative to the mounted group. In a container the path may be outside the mount. */
function insideOf(mounted: string, path: string): string {
  const inside = relative(mounted, path);
  return inside === '..' || inside.startsWith('../') || path.includes('..') ? '' : inside;
}

function foldersUpTo(mount: string, inside: string): readonly string[] {
  const names = inside.split('/').filter((name) => name !== '');
  return Array.from({ length: names.length + 1 }, (_, index) => join(mount, ...names.slice(0, names.length - index)));
}

export function linesOf(file: string): readonly string[] {
  return (readIfThere(file) ?? '').split('\n').filter((line) => line !== '');
}

/** null if the file does not exist or is not readable. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
