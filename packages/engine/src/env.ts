import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** The environment variables that this package reads. No other module makes decisions from `process.env`. */
export interface EngineEnvironment {
  /** The folder of libraries and bindings, shared by all checkouts: `HOURGLASS_CACHE`, otherwise the user's cache folder. */
  readonly cacheFolder: string;
  /** `LIBTENSORFLOW_PATH`, the user's own library. Null where it is not set. */
  readonly libraryPath: string | null;
}

export function readEnvironment(env: NodeJS.ProcessEnv = process.env): EngineEnvironment {
  return Object.freeze({
    cacheFolder: resolve(env.HOURGLASS_CACHE || envPaths('hourglass', { suffix: '' }).cache),
    libraryPath: env.LIBTENSORFLOW_PATH ? resolve(env.LIBTENSORFLOW_PATH) : null,
  });
}
