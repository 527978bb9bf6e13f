import { createRequire, Module } from 'node:module';
import util from 'node:util';
import { z } from 'zod';

const require = createRequire(import.meta.url);
const nativeBinding = z.looseObject({ TF_Version: z.string() });

export interface OpenedTensorflow {
  readonly tf: typeof import('@tensorflow/tfjs-core');
  readonly libraryVersion: string;
}

/**
 * Loads tfjs-node with a binding from the cache and makes `tensorflow` the backend of this process.
 *
 * tfjs-node asks node-pre-gyp for the path of its binding and loads that file. This replaces node-pre-gyp's answer while tfjs-node
 * loads, so that no file in node_modules changes, which pnpm hard-links to a store that other checkouts share.
 *
 * @param threads for one operation and between operations; fixed once the library is loaded
 */
export async function openTensorflow(bindingPath: string, threads: number): Promise<OpenedTensorflow> {
  // The native library reads these with getenv when it starts.
  process.env.TF_NUM_INTRAOP_THREADS = String(threads);
  process.env.TF_NUM_INTEROP_THREADS = String(threads);
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // XLA would otherwise use every core for a matrix product.
  if (threads === 1) process.env.XLA_FLAGS = [process.env.XLA_FLAGS, '--xla_cpu_multi_thread_eigen=false'].filter(Boolean).join(' ');

  restoreRemovedUtilities();
  const answer = new Module('node-pre-gyp-stand-in');
  answer.exports = { find: () => bindingPath };
  answer.loaded = true;
  const locator = createRequire(require.resolve('@tensorflow/tfjs-node')).resolve('@mapbox/node-pre-gyp');
  require.cache[locator] = answer;
  try {
    await import('@tensorflow/tfjs-node');
  } finally {
    delete require.cache[locator];
  }
  const tf = await import('@tensorflow/tfjs-core');
  // tfjs-node becomes the current backend only at its first import. Another engine may have been loaded since.
  tf.setBackend('tensorflow');
  const { TF_Version } = nativeBinding.parse(require(bindingPath));
  return { tf, libraryVersion: TF_Version };
}

/** tfjs-node 4.22.0 calls two functions that Node 23 removed (tensorflow/tfjs#8425 is merged but unreleased). */
function restoreRemovedUtilities(): void {
  const removed = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, value] of Object.entries(removed)) {
    if (!(name in util)) Object.defineProperty(util, name, { value, configurable: true });
  }
}
