import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryHome } from '@hourglass/db/testing';
import { expect, it } from 'vitest';
import { expectedSeconds, rememberSeconds } from './build-seconds.ts';

it('expects a build to take as long as the last one, and a usual duration before the first', async () => {
  const file = join(await temporaryHome(), 'seconds');
  expect(expectedSeconds(file)).toBe(60);
  rememberSeconds(file, 143.5);
  expect(expectedSeconds(file)).toBe(143.5);
  await writeFile(file, 'damaged');
  expect(expectedSeconds(file)).toBe(60);
});
