import { expect, it } from 'vitest';
import { fileSystemType, isNetworkFileSystem } from './file-systems.ts';

const mounts = [
  'overlay / overlay rw,relatime 0 0',
  '/dev/sda1 /home ext4 rw 0 0',
  'server:/export /home/ada/shared nfs4 rw,vers=4.2 0 0',
  '//server/share /mnt/lab\\040disk cifs rw 0 0',
  '/dev/sdb1 /data ext4 rw 0 0',
  'server:/data /data nfs rw 0 0',
  'ada@server:/ /mnt/remote fuse.sshfs rw 0 0',
  'C:\\134 /mnt/c 9p rw 0 0',
  '',
].join('\n');

it.each([
  ['/home/ada/work/.hourglass', 'ext4'],
  ['/home/ada/shared', 'nfs4'],
  ['/home/ada/shared/sweeps', 'nfs4'],
  ['/home/ada/shared-not', 'ext4'],
  ['/mnt/lab disk/home', 'cifs'],
  ['/data', 'nfs'],
  ['/mnt/remote/x', 'fuse.sshfs'],
  ['/mnt/c/Users/ada', '9p'],
  ['/srv', 'overlay'],
])('finds the file system of %s', (path, type) => {
  expect(fileSystemType(path, mounts)).toBe(type);
});

it('is unknown if no mount is known', () => {
  expect(fileSystemType('/srv', '')).toBeNull();
});

it.each(['nfs', 'nfs4', 'cifs', 'smb3', '9p', 'fuse.sshfs', 'fuse.rclone', 'ceph', 'lustre'])(
  'takes %s for a network file system',
  (type) => {
    expect(isNetworkFileSystem(type)).toBe(true);
  },
);

it.each(['ext4', 'xfs', 'btrfs', 'zfs', 'tmpfs', 'overlay', 'apfs', 'fuseblk', 'fuse.ntfs-3g', 'virtiofs'])(
  'takes %s for a local one',
  (type) => {
    expect(isNetworkFileSystem(type)).toBe(false);
  },
);
