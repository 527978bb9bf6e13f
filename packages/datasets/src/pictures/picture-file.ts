/** A picture of a folder or an archive. */
export interface PictureFile {
  /** Its path below the root, for messages: `cats/1.png`. */
  readonly name: string;
  /** Of the folders between the root and the picture. */
  readonly folders: readonly string[];
  readonly read: () => Promise<Uint8Array>;
}

/** A file that is no sample, with the reason as the end of a sentence: `is truncated`. */
export interface PictureProblem {
  readonly name: string;
  readonly reason: string;
}

/** What a folder or an archive of pictures holds. */
export interface PictureList {
  readonly files: readonly PictureFile[];
  readonly problems: readonly PictureProblem[];
}

const read = /\.(png|jpe?g|webp|gif)$/i;
/** Formats of pictures that are not read. */
const others = /\.(bmp|tiff?|heic|heif|avif|jxl|jp2|svg|ico|psd|raw|cr2|nef|dng)$/i;

/** Whether a file is a picture by its name, and whether its format is read. Files that are neither are passed over, as are hidden ones. */
export function pictureKind(name: string): 'read' | 'other' | null {
  if (name.startsWith('.')) return null;
  if (read.test(name)) return 'read';
  return others.test(name) ? 'other' : null;
}

export const otherFormat = 'is neither PNG, JPEG, WebP nor GIF';
