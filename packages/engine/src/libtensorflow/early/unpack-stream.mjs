import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

// Local headers: APPNOTE.TXT 6.3.10, section 4.3.7.
const localHeader = 0x04034b50;
const localHeaderBytes = 30;
const stored = 0;
const deflated = 8;

/** Inflating takes twice as long with Node's default of 16 kB. */
const inflatedChunk = 1 << 20;

/**
 * @typedef {object} UnpackOptions
 * @property {(entry: string) => string | null} destinationOf entry → path below the folder; null leaves the entry out
 * @property {number} maxBytes limits what is written, because the hash of an archive is checked only after all of it was read
 * @property {(bytes: number) => void} [onWritten] called with the number of bytes written so far
 * @property {AbortSignal | undefined} [signal]
 */

/**
 * Unpacks selected entries of a zip archive during its download, and reads it to its end.
 *
 * @param {AsyncIterable<Buffer>} source
 * @param {string} folder
 * @param {UnpackOptions} options
 * @throws Error where the archive can't be unpacked in one pass (sizes after the data, zip64), is truncated or damaged
 */
export async function unpackStream(source, folder, { destinationOf, maxBytes, onWritten, signal }) {
  const reader = createReader(source);
  let written = 0;
  for (;;) {
    const header = await reader.take(localHeaderBytes);
    // The central directory follows the last entry.
    if (header.readUInt32LE(0) !== localHeader) break;
    const { flags, method, packedBytes, bytes, nameBytes, extraBytes } = parseHeader(header);
    const name = (await reader.take(nameBytes)).toString('utf8');
    await reader.skip(extraBytes);
    if ((flags & 8) !== 0 || packedBytes === 0xffffffff) throw new Error(`${name}: its size follows its data, or is in a zip64 field`);
    const path = destinationOf(name);
    if (path === null) {
      await reader.skip(packedBytes);
      continue;
    }
    if (path.split('/').includes('..')) throw new Error(`${name} leads out of the folder`);
    if (method !== stored && method !== deflated) throw new Error(`${name} is compressed by method ${method}`);
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    const before = written;
    const count = new Transform({
      transform(chunk, _encoding, done) {
        written += chunk.length;
        onWritten?.(written);
        done(written > maxBytes ? new Error(`${name}: more than ${maxBytes} bytes`) : null, chunk);
      },
    });
    const unpack = method === deflated ? [createInflateRaw({ chunkSize: inflatedChunk })] : [];
    await pipeline([Readable.from(reader.chunks(packedBytes)), ...unpack, count, createWriteStream(target)], signal ? { signal } : {});
    if (written - before !== bytes) throw new Error(`${name}: ${written - before} bytes, and not ${bytes}`);
  }
  await reader.drain();
}

/** @param {Buffer} header */
function parseHeader(header) {
  return {
    flags: header.readUInt16LE(6),
    method: header.readUInt16LE(8),
    packedBytes: header.readUInt32LE(18),
    bytes: header.readUInt32LE(22),
    nameBytes: header.readUInt16LE(26),
    extraBytes: header.readUInt16LE(28),
  };
}

/**
 * Reads a stream in pieces of requested sizes.
 *
 * @param {AsyncIterable<Buffer>} source
 */
function createReader(source) {
  const iterator = source[Symbol.asyncIterator]();
  /** @type {Buffer} */
  let rest = Buffer.alloc(0);

  async function more() {
    const { done, value } = await iterator.next();
    if (done) throw new Error('the archive is cut off');
    rest = value;
  }

  /** @param {number} length */
  async function* chunks(length) {
    for (let left = length; left > 0; ) {
      if (rest.length === 0) await more();
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  return {
    chunks,
    /** @param {number} length */
    async take(length) {
      const pieces = [];
      for await (const piece of chunks(length)) pieces.push(piece);
      return Buffer.concat(pieces);
    },
    /** @param {number} length */
    async skip(length) {
      for await (const _ of chunks(length));
    },
    async drain() {
      while (!(await iterator.next()).done);
    },
  };
}
