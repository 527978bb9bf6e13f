import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnvironment } from '../env.ts';

/** Data sets in packages of a registry, each with the version of its package, and where their samples lie once they were provided. */
const versions = { digits: '1.7.2', emoji: '16.0.0', animals: '0.4' } as const;

export type PackagedName = keyof typeof versions;

export const packagedNames = Object.keys(versions) as readonly PackagedName[];

export function packagedVersion(name: PackagedName): string {
  return versions[name];
}

/** Below the cache that all homes of a user share. */
export function packagedFolder(name: PackagedName): string {
  return join(readEnvironment().cacheFolder, `${name}-${versions[name]}`);
}

/** The files of a data set in its folder. */
export const packagedFileNames = { train: 'train.npy', trainLabels: 'train-labels.npy', test: 'test.npy', testLabels: 'test-labels.npy' };

/** Whether the files of a data set are there. They are published together. */
export function isProvided(name: PackagedName): Promise<boolean> {
  return access(join(packagedFolder(name), packagedFileNames.testLabels)).then(
    () => true,
    () => false,
  );
}
