/**
 * The Python wheel whose libraries the native engine runs on. Raising its version changes the bits of every result:
 * raise the numerics version with it.
 */
export const pinnedWheel = Object.freeze({
  project: 'tensorflow-cpu',
  version: '2.21.0',
  fileName: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  bytes: 273_829_956,
  /** What is unpacked from it. */
  unpackedBytes: 854_000_000,
  /** The only system that this wheel is for, as `process.platform`-`process.arch`. */
  system: 'linux-x64',
  minimumGlibc: '2.27',
  /** Which wheel pip shall take, whatever the local Python is. */
  pythonVersion: '3.11',
  implementation: 'cp',
  abi: 'cp311',
  platformTag: 'manylinux_2_27_x86_64',
});

/**
 * Wheel entry → path in the library's folder; null for what is not needed.
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

/** The C API, and what its headers include. */
const neededHeaders = [
  'include/tensorflow/c/',
  'include/tensorflow/core/platform/ctstring',
  'include/tsl/platform/ctstring',
  'include/xla/tsl/c/',
];
