import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** What this package reads from its surroundings. Nothing else in it looks at `process.env` to decide something. */
export interface EngineEnvironment {
  /** Where libraries and bindings are kept, shared by every checkout: `HOURGLASS_CACHE`, else the user's cache folder. */
  readonly cacheFolder: string;
  /** `LIBTENSORFLOW_PATH`: a library of the user's own; null where none is named. */
  readonly libraryPath: string | null;
}

export function readEnvironment(env: NodeJS.ProcessEnv = process.env): EngineEnvironment {
  return Object.freeze({
    cacheFolder: resolve(env.HOURGLASS_CACHE || envPaths('hourglass', { suffix: '' }).cache),
    libraryPath: env.LIBTENSORFLOW_PATH ? resolve(env.LIBTENSORFLOW_PATH) : null,
  });
}
