/**
 * The Python wheel whose libraries the native engine uses. A new version changes the bits of every result, and so requires a
 * new numerics version.
 */
export const pinnedWheel = Object.freeze({
  project: 'tensorflow-cpu',
  version: '2.21.0',
  fileName: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  bytes: 273_829_956,
  /** Total bytes of the unpacked entries. */
  unpackedBytes: 854_000_000,
  /** The only system that this wheel supports, as `process.platform`-`process.arch`. */
  system: 'linux-x64',
  minimumGlibc: '2.27',
  /** The tags of the wheel for pip's flags, so that pip chooses it independently of the local Python. */
  pythonVersion: '3.11',
  implementation: 'cp',
  abi: 'cp311',
  platformTag: 'manylinux_2_27_x86_64',
});

/** During setup the disk may hold both the archive and the unpacked libraries. */
export const wheelDiskBytes = pinnedWheel.bytes + pinnedWheel.unpackedBytes;

/**
 * Maps a wheel entry to a path in the library's folder, or to null where it is not needed.
 *
 * @param {string} entry
 * @returns {string | null}
 */
export function wheelEntryDestination(entry) {
  if (entry === 'tensorflow/libtensorflow_cc.so.2') return 'lib/libtensorflow_cc.so.2';
  if (entry === 'tensorflow/libtensorflow_framework.so.2') return 'lib/libtensorflow_framework.so.2';
  const header = /^tensorflow\/(include\/.*\.h)$/.exec(entry)?.[1];
  return header !== undefined && neededHeaders.some((prefix) => header.startsWith(prefix)) ? header : null;
}

/** The headers of the C API, and those that they include. */
const neededHeaders = [
  'include/tensorflow/c/',
  'include/tensorflow/core/platform/ctstring',
  'include/tsl/platform/ctstring',
  'include/xla/tsl/c/',
];
