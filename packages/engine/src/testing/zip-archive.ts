import { deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
  /** Stored without compression, as wheels store empty files and folders. */
  readonly isStored?: boolean;
  /** General purpose flags. 8 means that the sizes follow the data. */
  readonly flags?: number;
}

/** A zip archive with local headers and the start of a central directory, which stream readers skip. */
export function zipArchive(entries: readonly ZipEntry[]): Buffer {
  const parts = entries.flatMap(({ name, content, isStored = false, flags = 0 }) => {
    const packed = isStored ? content : deflateRawSync(content);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(flags, 6);
    header.writeUInt16LE(isStored ? 0 : 8, 8);
    header.writeUInt32LE(packed.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(Buffer.byteLength(name), 26);
    return [header, Buffer.from(name), packed];
  });
  const directory = Buffer.alloc(200);
  directory.writeUInt32LE(0x02014b50, 0);
  return Buffer.concat([...parts, directory]);
}
