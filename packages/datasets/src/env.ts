import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** The environment variables that this package reads. No other module makes decisions from `process.env`. */
export interface DatasetsEnvironment {
  /** What was downloaded or decoded once: below the cache of the engine (`HOURGLASS_CACHE`, otherwise the user's cache folder). */
  readonly cacheFolder: string;
}

export function readEnvironment(env: NodeJS.ProcessEnv = process.env): DatasetsEnvironment {
  const folder = resolve(env.HOURGLASS_CACHE || envPaths('hourglass', { suffix: '' }).cache);
  return Object.freeze({ cacheFolder: join(folder, 'datasets') });
}
