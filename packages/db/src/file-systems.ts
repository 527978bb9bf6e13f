import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DbError } from './errors.ts';

/** File systems whose files may be open on several machines, as the kernel names them. `9p` is how WSL shows the disks of Windows. */
const networkTypes = new Set([
  '9p',
  'afs',
  'beegfs',
  'ceph',
  'cifs',
  'coda',
  'drvfs',
  'glusterfs',
  'gpfs',
  'lustre',
  'ncpfs',
  'nfs',
  'nfs4',
  'orangefs',
  'pvfs2',
  'smb3',
  'smbfs',
  'wekafs',
]);

/** FUSE hides the real one behind a dot: `fuse.sshfs`. */
const networkFuse = /^fuse\.(ceph|davfs.*|gcsfuse|glusterfs|goofys|juicefs|mount-s3|mountpoint-s3|rclone|s3fs|seaweedfs|smbnetfs|sshfs)$/;

export function isNetworkFileSystem(type: string): boolean {
  return networkTypes.has(type) || networkFuse.test(type);
}

/**
 * The type of the file system that holds a path: of the mounts above it the deepest, and of several in one place the last.
 *
 * @param mountTable as in `/proc/mounts`: device, place, type and more, a line each; blanks in a place are written `\040`
 */
export function fileSystemType(path: string, mountTable: string): string | null {
  let found: { readonly place: string; readonly type: string } | null = null;
  for (const line of mountTable.split('\n')) {
    const [, escaped, type] = line.split(' ');
    if (escaped === undefined || type === undefined) {
      continue;
    }
    const place = escaped.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    if (holds(place, path) && place.length >= (found?.place.length ?? 0)) {
      found = { place, type };
    }
  }
  return found?.type ?? null;
}

function holds(place: string, path: string): boolean {
  return place === '/' || path === place || path.startsWith(`${place}/`);
}

/** SQLite's WAL is shared memory: on a network file system it loses data. Known on Linux only. @throws DbError HOME_UNSUITABLE */
export function refuseNetworkFileSystem(folder: string): void {
  if (process.platform !== 'linux') {
    return;
  }
  const type = fileSystemType(nearestExisting(folder), readFileSync('/proc/self/mounts', 'utf8'));
  if (type !== null && isNetworkFileSystem(type)) {
    throw new DbError(
      'HOME_UNSUITABLE',
      `${folder} lies on a network file system (${type}), where the database would be damaged. Choose a home on a local disk with --home or HOURGLASS_HOME.`,
    );
  }
}

/** The folder, or the nearest above it that is there, without symbolic links. */
function nearestExisting(folder: string): string {
  let path = resolve(folder);
  while (!existsSync(path) && dirname(path) !== path) {
    path = dirname(path);
  }
  return realpathSync(path);
}
