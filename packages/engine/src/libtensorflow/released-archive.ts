import type { RemoteFile } from './download-file.ts';

/**
 * The C libraries that tfjs-node 4.22.0 was released with, from the URLs of its install script: TensorFlow 2.9.1, and 2.7 on
 * arm64. They compute other bits than the pinned wheel and are slower on new CPUs. Only `linux-x64` was tested.
 */
export const releasedArchives: Readonly<Record<string, RemoteFile>> = Object.freeze({
  'linux-x64': {
    url: 'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz',
    sha256: '7f510d2546e3db5e10b1d119463689003d587842892ad3c95bca51cf82820173',
  },
  'linux-arm64': {
    url: 'https://storage.googleapis.com/tf-builds/libtensorflow_r2_7_linux_arm64.tar.gz',
    sha256: '9395d1ff39f5b6847f5121e679ff4e599dc7061a2a7f87ceac061c78e908e6e3',
  },
  'darwin-x64': {
    url: 'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-2.9.1.tar.gz',
    sha256: '56f83d3320ba0f69aaafd6c058645e1b7fbc75fb9a3fc36d6be98de1291ca226',
  },
  'darwin-arm64': {
    url: 'https://storage.googleapis.com/tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz',
    sha256: '13ab22b97e2af06e431aaeb7b42fb89981965dd01aa16da035d8210aa4183d79',
  },
});

/** Disk space for the archive and its unpacked files. */
export const releasedArchiveDiskBytes = 700_000_000;
