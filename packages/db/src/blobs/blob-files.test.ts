import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryHome } from '../testing/temporary-database.ts';
import { BlobFiles } from './blob-files.ts';

const content = new TextEncoder().encode('abc');
// FIPS 180-2, appendix B.1.
const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

it('writes one whole file under the hash of its content, and no other', async () => {
  const folder = await temporaryHome();
  const files = new BlobFiles(folder);
  await Promise.all([files.put(content), files.put(content), files.put(content)]);
  expect(await readdir(folder)).toEqual(['ba']);
  expect(await readdir(join(folder, 'ba'))).toEqual([hash]);
  expect(await readFile(join(folder, 'ba', hash), 'utf8')).toBe('abc');
});

it('writes pieces one behind the other, those of a larger buffer and empty ones, too', async () => {
  const files = new BlobFiles(await temporaryHome());
  const large = new Uint8Array(3_000_000).fill(7);
  const reference = await files.put(content.subarray(0, 1), new Uint8Array(), content.subarray(1), large);
  expect(await files.put(Buffer.concat([content, large]))).toEqual(reference);
  expect(await files.get(reference)).toEqual(Buffer.concat([content, large]));
});

it('notices a file that was cut short or changed, and puts it right when the content comes again', async () => {
  const folder = await temporaryHome();
  const files = new BlobFiles(folder);
  const reference = await files.put(content);
  const path = join(folder, 'ba', hash);
  await writeFile(path, 'abd');
  await expect(files.get(reference)).rejects.toMatchObject({ code: 'BLOB_DAMAGED', message: expect.stringContaining(path) });
  await truncate(path, 2);
  await expect(files.get(reference)).rejects.toMatchObject({ code: 'BLOB_DAMAGED' });
  expect(files.has(reference)).toBe(false);
  await files.put(content);
  expect(await files.get(reference)).toEqual(Buffer.from(content));
});
