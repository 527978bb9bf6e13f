import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryHome } from '../testing/temporary-database.ts';
import { BlobFiles } from './blob-files.ts';

const content = new TextEncoder().encode('abc');
// FIPS 180-2, appendix B.1.
const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

it('writes one whole file named by the hash of its content, and leaves no temporary file', async () => {
  const folder = await temporaryHome();
  const files = new BlobFiles(folder);
  const references = await Promise.all([files.put(content), files.put(content), files.put(content)]);
  expect(await readdir(join(folder, 'ba'))).toHaveLength(1 + 3);
  for (const reference of references) files.settle(reference);
  expect(await readdir(folder)).toEqual(['ba']);
  expect(await readdir(join(folder, 'ba'))).toEqual([hash]);
  expect(await readFile(join(folder, 'ba', hash), 'utf8')).toBe('abc');
});

it('writes pieces in order, including slices of a larger buffer and empty ones', async () => {
  const files = new BlobFiles(await temporaryHome());
  const large = new Uint8Array(3_000_000).fill(7);
  const reference = await files.put(content.subarray(0, 1), new Uint8Array(), content.subarray(1), large);
  expect(await files.put(Buffer.concat([content, large]))).toEqual(reference);
  expect(await files.get(reference)).toEqual(Buffer.concat([content, large]));
});

it('detects a truncated or changed file, and repairs it when the content is put again', async () => {
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

it('keeps a file from its put until it is recorded, whatever another process removes', async () => {
  const folder = await temporaryHome();
  const files = new BlobFiles(folder);
  const reference = await files.put(content);
  const remover = spawn(process.execPath, [fileURLToPath(new URL('../testing/removing-process.ts', import.meta.url)), folder, hash], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    remover.kill();
  });
  await once(remover.stdout, 'data');
  files.settle(reference);
  let removed = 0;
  for (let round = 0; round < 400; round++) {
    if (!files.has(reference)) removed++;
    await files.put(content);
    // The other process moves the file away for a moment and puts it back.
    await vi.waitFor(() => expect(files.has(reference)).toBe(true), { interval: 1 });
    files.settle(reference);
  }
  remover.stdin.end();
  await once(remover, 'exit');
  expect(removed).toBeGreaterThan(0);
  files.remove(reference);
  expect(await readdir(join(folder, 'ba'))).toEqual([]);
});
