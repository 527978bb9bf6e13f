import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DbError } from './errors.ts';

/** File systems that several machines may access at once, by kernel name. `9p` is how WSL mounts Windows disks. */
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

/** FUSE types name the implementation after a dot, as in `fuse.sshfs`. */
const networkFuse = /^fuse\.(ceph|davfs.*|gcsfuse|glusterfs|goofys|juicefs|mount-s3|mountpoint-s3|rclone|s3fs|seaweedfs|smbnetfs|sshfs)$/;

export function isNetworkFileSystem(type: string): boolean {
  return networkTypes.has(type) || networkFuse.test(type);
}

/**
 * Returns the type of the file system that holds a path: that of the deepest mount point above it, or of the last mount if several share
 * that mount point.
 *
 * @param mountTable in the format of `/proc/mounts`: one line per mount with device, mount point, type and options; spaces are written
 * `\040`
 */
export function fileSystemType(path: string, mountTable: string): string | null {
  let found: { readonly mountPoint: string; readonly type: string } | null = null;
  for (const line of mountTable.split('\n')) {
    const [, escaped, type] = line.split(' ');
    if (escaped === undefined || type === undefined) {
      continue;
    }
    const mountPoint = escaped.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    if (holds(mountPoint, path) && mountPoint.length >= (found?.mountPoint.length ?? 0)) {
      found = { mountPoint, type };
    }
  }
  return found?.type ?? null;
}

function holds(mountPoint: string, path: string): boolean {
  return mountPoint === '/' || path === mountPoint || path.startsWith(`${mountPoint}/`);
}

/**
 * Rejects network file systems, on which SQLite's WAL loses data because it needs shared memory. Checked on Linux only.
 *
 * @throws DbError HOME_UNSUITABLE
 */
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

/** The folder, or its nearest existing ancestor, with symbolic links resolved. */
function nearestExisting(folder: string): string {
  let path = resolve(folder);
  while (!existsSync(path) && dirname(path) !== path) {
    path = dirname(path);
  }
  return realpathSync(path);
}
