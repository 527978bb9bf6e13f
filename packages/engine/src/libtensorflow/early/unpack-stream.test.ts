import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ZipEntry, zipArchive } from '../../testing/zip-archive.ts';
import { filesBelow } from './manifest.mjs';
import { unpackStream } from './unpack-stream.mjs';

/** The bytes, in pieces of given sizes, over and over. */
async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let start = 0, index = 0; start < bytes.length; index++) {
    const size = sizes[index % sizes.length] ?? bytes.length;
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

describe('a zip archive unpacked from a stream', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hourglass-zip-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const options = { destinationOf: (name: string) => (name.startsWith('wanted/') ? name : null), maxBytes: 1_000_000 };
  const unpack = (entries: readonly ZipEntry[], sizes = [1_000]) => unpackStream(inPieces(zipArchive(entries), sizes), folder, options);

  it('yields the wanted files, however the chunks are split', async () => {
    const content = fc.uint8Array({ maxLength: 3_000 }).map((bytes) => Buffer.from(bytes));
    const entry = fc.record({ folder: fc.constantFrom('wanted', 'other'), content, isStored: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }),
        async (given, sizes) => {
          const entries = given.map(({ folder: parent, ...rest }, index) => ({ name: `${parent}/é${index}`, ...rest }));
          await unpack(entries, sizes);
          const wanted = entries.filter(({ name }) => name.startsWith('wanted/'));
          expect((await filesBelow(folder)).map((path) => path.slice(folder.length + 1)).sort()).toEqual(
            wanted.map(({ name }) => name).sort(),
          );
          for (const { name, content: expected } of wanted) expect(await readFile(join(folder, name))).toEqual(expected);
          for (const path of await filesBelow(folder)) await rm(path);
        },
      ),
      { numRuns: 40 },
    );
  });

  const file = { name: 'wanted/a', content: Buffer.from('some text, some text, some text') };
  it.each([
    ['leads out of the folder', [{ ...file, name: 'wanted/../../a' }], 'wanted/../../a leads out of the folder'],
    ['has its size after its data', [{ ...file, flags: 8 }], 'wanted/a: its size follows its data, or is in a zip64 field'],
    ['is larger than allowed', [{ ...file, content: Buffer.alloc(2_000_000) }], 'wanted/a: more than 1000000 bytes'],
  ])('is refused if a file %s', async (_, entries, message) => {
    await expect(unpack(entries)).rejects.toThrow(message);
  });

  it('is refused if it is truncated or damaged', async () => {
    const archive = zipArchive([file]);
    const cut = (bytes: Buffer) => unpackStream(inPieces(bytes, [7]), folder, options);
    await expect(cut(archive.subarray(0, 45))).rejects.toThrow('the archive is cut off');
    const damaged = Buffer.from(archive);
    damaged.fill(0xff, 40, 48);
    await expect(cut(damaged)).rejects.toThrow();
  });
});
