import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { DatasetOptions } from '../catalog.ts';
import { loadDataset } from '../load-dataset.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

type Colour = readonly [red: number, green: number, blue: number];

function picture([r, g, b]: Colour, { width = 4, height = 4 } = {}) {
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } } });
}

const png = (colour: Colour, size = {}) => picture(colour, size).png().toBuffer();

/** A dozen pictures of different colours. */
async function dozen(folder = ''): Promise<Readonly<Record<string, Uint8Array>>> {
  const entries = Array.from({ length: 12 }, async (_, index) => [`${folder}${index}.png`, await png([20 * index, 7, 99])] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function folderOf(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const root = join(await temporaryFolder(), 'photos');
  await mkdir(root);
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), bytes);
  }
  return root;
}

const load = (train: string, options: DatasetOptions = {}) => loadDataset({ train, ...options });
const refusal = (root: string, what: string) => `dataset.train: ${root} ${what}`;
const damaged = (what: string) =>
  `holds a picture that can't be used: ${what}. Mend or remove it, or set \`skipDamaged: true\` in \`dataset\` (--skip-damaged true) to go on without.`;

beforeEach(async () => {
  vi.stubEnv('HOURGLASS_CACHE', await temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
});

describe('a folder of pictures', () => {
  it('is a data set in the order of the hashes of its files, whatever their names are', async () => {
    const files = await dozen();
    const root = await folderOf(files);
    const { kind, sampleShape, train, validation, test, trainLabels, valueType } = await load(root);
    expect([kind, ...sampleShape, valueType, trainLabels]).toEqual(['image', 4, 4, 3, 'bytes', null]);
    const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    const byHash = Object.entries(files).toSorted(([, a], [, b]) => (hashOf(a) < hashOf(b) ? -1 : 1));
    const reds = [validation, train, test].flatMap(({ values }) => [...values.filter((_, index) => index % 48 === 0)]);
    expect(reds).toEqual(byHash.map(([name]) => 20 * Number.parseInt(name, 10)));
  });

  it('is the same data set under other names, as an archive, and in a folder of the archive', async () => {
    const files = await dozen();
    const { contentHash } = await load(await folderOf(files));
    const renamed = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`写真 ${name} ё"'.PNG`, bytes]));
    expect((await load(await folderOf(renamed))).contentHash).toBe(contentHash);
    const inside = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`my pictures/${name}`, bytes]));
    const folder = await temporaryFolder({ 'a.zip': zipSync(files), 'b.zip': zipSync({ ...inside, '__MACOSX/._0.png': Buffer.of(1) }) });
    for (const name of ['a.zip', 'b.zip']) expect((await load(join(folder, name))).contentHash).toBe(contentHash);
  });

  it('has the names of its folders as labels', async () => {
    const root = await folderOf({ ...(await dozen('cats/')), ...(await dozen('dogs/a/')) });
    const { classes, trainLabels, labels, labelFacts } = await load(root);
    expect([classes, labels]).toEqual([['cats', 'dogs'], ['trainLabels']]);
    expect([trainLabels?.length, labelFacts?.classes]).toEqual([20, 2]);
  });

  it('has its test in the folder test beside the folder train', async () => {
    const root = await folderOf({ ...(await dozen('train/cats/')), 'test/cats/a.png': await png([1, 1, 1]) });
    const { classes, train, validation, test, testLabels } = await load(root);
    expect([classes, validation.count + train.count, test.count, ...(testLabels ?? [])]).toEqual([['cats'], 12, 1, 0]);
    const twoPaths = await loadDataset({ train: join(root, 'train'), test: join(root, 'test') });
    expect(twoPaths.test.count).toBe(1);
  });

  it('is decoded once: later readings take it from the cache', async () => {
    const root = await folderOf(await dozen());
    const before = await load(root);
    await rename(join(root, '0.png'), join(root, 'other name.png'));
    const after = await load(root);
    expect(after).not.toBe(before);
    expect(after.contentHash).toBe(before.contentHash);
    expect(await readdir(join(process.env.HOURGLASS_CACHE ?? '', 'datasets', 'pictures'))).toHaveLength(2);
    const cache = join(process.env.HOURGLASS_CACHE ?? '', 'datasets', 'pictures');
    const [bytes = ''] = (await readdir(cache)).filter((name) => name.endsWith('.bytes'));
    await writeFile(join(cache, bytes), Buffer.alloc(3));
    await rename(join(root, '2.png'), join(root, 'third name.png'));
    expect((await load(root)).contentHash).toBe(before.contentHash);
    await writeFile(join(root, '1.png'), await png([1, 2, 3]));
    expect((await load(root)).contentHash).not.toBe(before.contentHash);
  });

  it.each([
    ['crop', [200, 200]],
    ['stretch', [0, 100]],
    ['pad', [255, 255]],
  ] as const)('is fitted to a size by %s', async (fit, [least, most]) => {
    // A wide picture: black, gray in the middle, black.
    const wide = await sharp(Buffer.from(Array.from({ length: 8 * 24 }, (_, index) => (index % 24 >= 8 && index % 24 < 16 ? 200 : 0))), {
      raw: { width: 24, height: 8, channels: 1 },
    })
      .png()
      .toBuffer();
    const { train, sampleShape } = await load(await folderOf({ ...(await dozen()), 'wide.png': wide }), {
      size: 8,
      fit,
      colour: 'gray',
      validation: 0,
    });
    expect(sampleShape).toEqual([8, 8]);
    const rows = Array.from({ length: train.count }, (_, row) => [...train.values.subarray(row * 64, (row + 1) * 64)]);
    const corner = rows.map(([first]) => first);
    const isUniform = (row: readonly number[]) => row.every((value) => value === row[0]);
    const own = rows.find((row) => (fit === 'crop' ? row[0] === 200 : !isUniform(row)));
    expect(own?.[0]).toBeGreaterThanOrEqual(least);
    expect(own?.[0]).toBeLessThanOrEqual(most);
    expect(corner).toHaveLength(12);
  });

  it.each(['jpeg', 'webp', 'gif'] as const)('reads %s, upright, and what is transparent is white', async (format) => {
    const files = await dozen();
    const clear = await sharp({ create: { width: 4, height: 4, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } } })
      [format]()
      .toBuffer();
    const { train, test, validation } = await load(await folderOf({ ...files, [`clear.${format}`]: clear }));
    const all = [validation, train, test].flatMap(({ values }) => [...values]);
    const whites = all.filter((value) => value === 255).length;
    expect(whites).toBe(format === 'jpeg' ? 0 : 48);
    expect(all).toHaveLength(13 * 48);
  });

  it('is gray where all its pictures are, and where it is asked to be', async () => {
    const gray = Object.fromEntries(
      await Promise.all(
        Object.entries(await dozen()).map(
          async ([name, bytes]) => [name, await sharp(bytes).toColourspace('b-w').png().toBuffer()] as const,
        ),
      ),
    );
    expect((await load(await folderOf(gray))).sampleShape).toEqual([4, 4]);
    expect((await load(await folderOf(await dozen()), { colour: 'gray' })).sampleShape).toEqual([4, 4]);
    const mixed = await load(await folderOf({ ...gray, 'colour.png': await png([255, 0, 0]) }));
    expect(mixed.sampleShape).toEqual([4, 4, 3]);
    expect(mixed.notes).toEqual([]);
  });
});

describe('a folder of pictures that does not fit', () => {
  it.each<[string, () => Promise<Readonly<Record<string, Uint8Array>>>, string, DatasetOptions?]>([
    ['holds none', async () => ({ 'a.txt': Buffer.from('x') }), 'holds no pictures: PNG, JPEG, WebP and GIF are read.'],
    [
      'holds one',
      async () => ({ 'a.png': await png([1, 2, 3]) }),
      'holds 1 sample; training, validation and test need at least one each, so give 3 or more.',
    ],
    [
      'holds pictures of different sizes',
      async () => ({ 'a.png': await png([1, 2, 3]), 'b.png': await png([1, 2, 3], { width: 5 }) }),
      'holds pictures of different sizes (SIZES); set `size` in `dataset` (--size 64).',
    ],
    [
      'holds pictures beside folders',
      async () => ({ 'a.png': await png([1, 2, 3]), 'cats/b.png': await png([1, 2, 3]) }),
      'holds pictures beside folders of pictures (a.png, cats/b.png); the folders are the labels, so move every picture into one, or none.',
    ],
    [
      'has one of another format',
      async () => ({ ...(await dozen()), 'z.bmp': Buffer.of(66, 77) }),
      damaged('z.bmp is neither PNG, JPEG, WebP nor GIF'),
    ],
    ['has an empty one', async () => ({ ...(await dozen()), 'z.png': Buffer.of() }), damaged("z.png can't be decoded (REASON)")],
    [
      'has a truncated PNG',
      async () => ({ ...(await dozen()), 'z.png': (await noise().png().toBuffer()).subarray(0, 1_000) }),
      damaged("z.png can't be decoded (REASON)"),
      { size: 4 },
    ],
    [
      'has a truncated JPEG',
      async () => ({ ...(await dozen()), 'z.jpg': (await noise().jpeg().toBuffer()).subarray(0, 1_000) }),
      damaged("z.jpg can't be decoded (REASON)"),
      { size: 4 },
    ],
    [
      'has one of CMYK',
      async () => ({ ...(await dozen()), 'z.jpg': await picture([1, 2, 3]).toColourspace('cmyk').jpeg().toBuffer() }),
      damaged('z.jpg has the colours of print (CMYK); save it in RGB'),
    ],
    [
      'has one of 16 bits',
      async () => ({ ...(await dozen()), 'z.png': await picture([1, 2, 3]).toColourspace('rgb16').png().toBuffer() }),
      damaged('z.png has more than 8 bits per channel; save it with 8'),
    ],
    ['has one of 0 × 0', async () => ({ ...(await dozen()), 'z.gif': emptyGif }), damaged('z.gif REASON')],
    [
      'has one of 20,000 × 20,000',
      async () => ({ ...(await dozen()), 'z.png': pngHeader(20_000, 20_000) }),
      damaged('z.png is 20000 × 20000 pixels; at most 100000000 pixels are read, so reduce it first'),
    ],
  ])('is refused if it %s', async (_, files, sentence, options = {}) => {
    const root = await folderOf(await files());
    const error = await load(root, options).then(
      () => null,
      (caught: unknown) => caught as Error,
    );
    const received = error?.message.replace(/\(a\.png has .*? pixels, b\.png .*?\)|\(b\.png has .*? pixels, a\.png .*?\)/, '(SIZES)') ?? '';
    const expected = refusal(root, sentence);
    // What libvips says of a file is its own.
    const [start = '', end] = expected.split('REASON');
    expect(received.startsWith(start) && received.endsWith(end ?? start), received).toBe(true);
  });

  it('goes on without damaged pictures where it is told to, and says so', async () => {
    const root = await folderOf({ ...(await dozen()), 'y.bmp': Buffer.of(1), 'z.png': Buffer.of(1) });
    await expect(load(root)).rejects.toThrow(/holds 2 pictures that can't be used: y\.bmp .*; z\.png .*\. Mend or remove them/);
    const { notes, train, validation, test } = await load(root, { skipDamaged: true });
    expect(train.count + validation.count + test.count).toBe(12);
    expect(notes).toEqual([expect.stringMatching(/^2 of the pictures are left out \(`skipDamaged`\): y\.bmp .*; z\.png .*\.$/)]);
  });

  it('uses the first frame of an animation, and says so', async () => {
    const frames = Buffer.concat([Buffer.alloc(48, 10), Buffer.alloc(48, 203)]);
    const gif = await sharp(frames, { raw: { width: 4, height: 8, channels: 3, pageHeight: 4 } })
      .gif()
      .toBuffer();
    const { notes, train } = await load(await folderOf({ ...(await dozen()), 'z.gif': gif }), { validation: 0 });
    expect(notes).toEqual(['1 of the pictures is animated, and only the first frame is used.']);
    expect(train.values.some((value) => value === 203)).toBe(false);
  });

  it('names symbolic links that lead nowhere or back', async () => {
    const root = await folderOf(await dozen());
    await symlink('loop.png', join(root, 'loop.png'));
    await symlink('..', join(root, 'parent'));
    await symlink('gone.png', join(root, 'dead.png'));
    await symlink('.', join(root, 'self'));
    const sentence =
      "holds 3 pictures that can't be used: dead.png is a symbolic link to a file that does not exist; loop.png is a symbolic link that leads back to itself; self is a symbolic link to a folder that holds it. ";
    await expect(load(root)).rejects.toThrow(/parent/);
    execFileSync('rm', [join(root, 'parent')]);
    await expect(load(root)).rejects.toThrow(refusal(root, sentence));
  });

  it('refuses labels from a file', async () => {
    const root = await folderOf(await dozen());
    await expect(loadDataset({ train: root, trainLabels: join(root, '0.png') })).rejects.toThrow(
      'for pictures, whose labels are the folders that they lie in. Leave dataset.trainLabels out.',
    );
  });
});

function noise() {
  return sharp({
    create: { width: 64, height: 64, channels: 3, background: '#000000', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  });
}

/** A GIF whose screen and frame have no pixels. */
const emptyGif = Buffer.from('474946383961000000000000002c000000000000000000003b', 'hex');

/** The beginning of a PNG of this size, whose pixels are missing. */
function pngHeader(width: number, height: number): Uint8Array {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const header = Buffer.concat([size, Buffer.of(8, 2, 0, 0, 0)]);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(9)))]);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
