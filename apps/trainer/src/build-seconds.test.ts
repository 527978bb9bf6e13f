import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryHome } from '@hourglass/db/testing';
import { expect, it } from 'vitest';
import { expectedSeconds, rememberSeconds } from './build-seconds.ts';

it('expects a build to take as long as the last one of the checkout, or of another one; before the first, as long as on a measured machine', async () => {
  const folder = await temporaryHome();
  const file = join(folder, 'this.seconds');
  expect(expectedSeconds(file)).toBe(60);
  rememberSeconds(join(folder, 'older.seconds'), 30);
  await utimes(join(folder, 'older.seconds'), 1, 1);
  rememberSeconds(join(folder, 'newer.seconds'), 90);
  expect(expectedSeconds(file)).toBe(90);
  rememberSeconds(file, 143.5);
  expect(expectedSeconds(file)).toBe(143.5);
  await writeFile(file, 'damaged');
  expect(expectedSeconds(file)).toBe(90);
});
