import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sizeOfShape } from '@hourglass/presentation';
import { z } from 'zod';
import { readEnvironment } from '../env.ts';
import { DatasetError } from '../errors.ts';
import { type CompletePictureOptions, completePictureOptions } from '../options.ts';
import { maxFileBytes, type SourceFile } from '../source-file.ts';
import { decodePicture, pictureFacts } from './decode-picture.ts';
import type { PictureFile, PictureList, PictureProblem } from './picture-file.ts';

/** Decoded pictures in the order in which they are split. */
export interface DecodedPictures {
  /** `[count, height, width]` in gray, or `[count, height, width, 3]`. */
  readonly shape: readonly number[];
  readonly values: Uint8Array;
  /** The folder of each; null where they lie in no folder. */
  readonly labels: readonly string[] | null;
  /** What the person who gave them should know: sentences. */
  readonly notes: readonly string[];
}

/** Part of the cache's keys: another one where pictures are decoded in another way. */
const version = 1;
/** Decoded at the same time: each has threads of its own. */
const concurrency = 4;

/**
 * Decodes pictures to bytes, or reads them from the cache, whose key is their content.
 *
 * The order is that of the SHA-256 of their files: it does not depend on names and mixes the classes, because the split goes by position.
 *
 * @throws DatasetError SAMPLES_INVALID where one can't be decoded (unless `skipDamaged`), or they differ in size without `size`
 */
export async function readPictures(list: PictureList, source: SourceFile): Promise<DecodedPictures> {
  const options = completePictureOptions(source.pictures ?? {});
  const labelled = labelsOf(list.files, source);
  const hashed = await inTurn(labelled, async ({ file, label }) => {
    const bytes = await file.read();
    return { file, label, hash: createHash('sha256').update(bytes).digest('hex') };
  });
  const ordered = hashed.toSorted((a, b) => compare(a.hash, b.hash) || compare(a.label ?? '', b.label ?? ''));
  const { skipDamaged: _, ...form } = options;
  const content = [version, form, ordered.map(({ hash, label }) => [hash, label])];
  const key = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const cached = list.problems.length === 0 ? await readCached(key) : null;
  if (cached !== null) return cached;
  const decoded = await decodeAll({ ordered, problems: list.problems }, options, source);
  if (decoded.isWhole) await writeCached(key, decoded);
  return decoded;
}

interface LabelledFile {
  readonly file: PictureFile;
  readonly label: string | null;
}

/** A picture in a folder has the name of the first folder below the root as its label. */
function labelsOf(files: readonly PictureFile[], source: SourceFile): readonly LabelledFile[] {
  if (files.length === 0) throw refused(source, 'holds no pictures: PNG, JPEG, WebP and GIF are read');
  const bare = files.filter(({ folders }) => folders.length === 0);
  if (bare.length > 0 && bare.length < files.length) {
    const inside = files.find(({ folders }) => folders.length > 0);
    throw refused(
      source,
      `holds pictures beside folders of pictures (${bare[0]?.name}, ${inside?.name}); the folders are the labels, so move every picture into one, or none`,
    );
  }
  return files.map((file) => ({ file, label: file.folders[0] ?? null }));
}

interface Ordered {
  readonly ordered: readonly LabelledFile[];
  readonly problems: readonly PictureProblem[];
}

async function decodeAll(
  { ordered, problems: listed }: Ordered,
  options: CompletePictureOptions,
  source: SourceFile,
): Promise<DecodedPictures & { readonly isWhole: boolean }> {
  const problems: PictureProblem[] = [...listed];
  const facts = await inTurn(ordered, async ({ file, label }) => {
    const found = await pictureFacts(await file.read());
    if ('reason' in found) problems.push({ name: file.name, reason: found.reason });
    return 'reason' in found ? [] : [{ file, label, ...found }];
  });
  const readable = facts.flat();
  requireFewProblems(problems, options.skipDamaged, source);
  const [first] = readable;
  if (first === undefined) throw refused(source, `holds no picture that can be read: ${listOf(problems)}`);
  const other = readable.find(({ width, height }) => width !== first.width || height !== first.height);
  if (options.size === undefined && other !== undefined) {
    throw refused(
      source,
      `holds pictures of different sizes (${first.file.name} has ${first.width} × ${first.height} pixels, ${other.file.name} ${other.width} × ${other.height}); set \`size\` in \`dataset\` (--size 64)`,
    );
  }
  const [width, height] = options.size === undefined ? [first.width, first.height] : [options.size, options.size];
  const channels = options.colour === 'gray' || readable.every(({ isGray }) => isGray) ? 1 : 3;
  const size = width * height * channels;
  if (size * readable.length > maxFileBytes) {
    throw new DatasetError(
      'FILE_TOO_LARGE',
      `${source.field}: ${source.path} holds ${readable.length} pictures, ${size * readable.length} bytes as samples of ${width} × ${height} × ${channels}; at most ${maxFileBytes} are allowed. Set a smaller \`size\` in \`dataset\` (--size 64), or give fewer pictures.`,
    );
  }
  const decoded = await inTurn(readable, async ({ file, label, isAnimated }) => {
    const pixels = await decodePicture(await file.read(), { ...options, channels });
    if (!('reason' in pixels)) {
      if (pixels.length !== size) throw new RangeError(`${file.name} was decoded to ${pixels.length} values, not ${size}`);
      return [{ pixels, label, isAnimated }];
    }
    problems.push({ name: file.name, reason: pixels.reason });
    return [];
  });
  requireFewProblems(problems, options.skipDamaged, source);
  const samples = decoded.flat();
  if (samples.length === 0) throw refused(source, `holds no picture that can be read: ${listOf(problems)}`);
  const labels = samples.flatMap(({ label }) => label ?? []);
  const animated = samples.filter(({ isAnimated }) => isAnimated).length;
  return {
    shape: [samples.length, height, width, ...(channels === 1 ? [] : [channels])],
    values: Buffer.concat(samples.map(({ pixels }) => pixels)),
    labels: labels.length === 0 ? null : labels,
    notes: [
      ...(animated === 0
        ? []
        : [`${animated} of the pictures ${animated === 1 ? 'is' : 'are'} animated, and only the first frame is used.`]),
      ...(problems.length === 0
        ? []
        : [`${problems.length} of the pictures ${problems.length === 1 ? 'is' : 'are'} left out (\`skipDamaged\`): ${listOf(problems)}.`]),
    ],
    isWhole: problems.length === 0,
  };
}

function requireFewProblems(problems: readonly PictureProblem[], skipDamaged: boolean, source: SourceFile): void {
  if (problems.length === 0 || skipDamaged) return;
  throw refused(
    source,
    `holds ${problems.length === 1 ? 'a picture' : `${problems.length} pictures`} that can't be used: ${listOf(problems)}. Mend or remove ${problems.length === 1 ? 'it' : 'them'}, or set \`skipDamaged: true\` in \`dataset\` (--skip-damaged true) to go on without`,
  );
}

const mostNamed = 10;

/** `a.png is 0 × 0 pixels; b.png …; and 3 more` */
function listOf(problems: readonly PictureProblem[]): string {
  const sorted = problems.toSorted((a, b) => compare(a.name, b.name));
  const named = sorted.slice(0, mostNamed).map(({ name, reason }) => `${name} ${reason}`);
  return [...named, ...(sorted.length > mostNamed ? [`and ${sorted.length - mostNamed} more`] : [])].join('; ');
}

function refused({ field, path }: SourceFile, what: string): DatasetError {
  return new DatasetError('SAMPLES_INVALID', `${field}: ${path} ${what}.`);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The results in the order of the values, a few at a time. */
async function inTurn<Value, Result>(values: readonly Value[], of: (value: Value) => Promise<Result>): Promise<readonly Result[]> {
  const results = new Array<Result>(values.length);
  const queue = values.entries();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const [index, value] of queue) results[index] = await of(value);
    }),
  );
  return results;
}

const cachedSchema = z.strictObject({
  shape: z.array(z.int()).readonly(),
  labels: z.array(z.string()).readonly().nullable(),
  notes: z.array(z.string()).readonly(),
});

function cachedFile(key: string): string {
  return join(readEnvironment().cacheFolder, 'pictures', key);
}

async function readCached(key: string): Promise<DecodedPictures | null> {
  try {
    const facts = cachedSchema.parse(JSON.parse(await readFile(`${cachedFile(key)}.json`, 'utf8')));
    const values = await readFile(`${cachedFile(key)}.bytes`);
    // Cut short by a full disk or by hand: decoded again.
    return values.length === sizeOfShape(facts.shape) ? { ...facts, values } : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The facts last, so that their presence says that the pixels are whole. */
async function writeCached(key: string, { shape, values, labels, notes }: DecodedPictures): Promise<void> {
  const file = cachedFile(key);
  await mkdir(join(file, '..'), { recursive: true });
  const write = async (suffix: string, content: Uint8Array | string) => {
    const temporary = `${file}.${randomUUID()}`;
    await writeFile(temporary, content, { flush: true });
    await rename(temporary, `${file}${suffix}`);
  };
  await write('.bytes', values);
  await write('.json', JSON.stringify({ shape, labels, notes }));
}
