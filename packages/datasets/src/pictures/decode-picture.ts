import { messageOf } from '@hourglass/presentation';
import sharp, { type Metadata } from 'sharp';
import type { CompletePictureOptions } from '../options.ts';

/** What is known of a picture before it is decoded. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  readonly isGray: boolean;
  readonly isAnimated: boolean;
}

/** Pixels of a picture: larger ones take more memory to decode than training does. */
const maxPixels = 1e8;
const settings = { failOn: 'error', limitInputPixels: false } as const;

/** The facts of a picture as it is seen, or why it is not read, as the end of a sentence. */
export async function pictureFacts(bytes: Uint8Array): Promise<PictureFacts | { readonly reason: string }> {
  let metadata: Metadata;
  try {
    metadata = await sharp(bytes, settings).metadata();
  } catch (error) {
    return { reason: decodingReason(error) };
  }
  const { space, depth, channels, pages = 1, autoOrient } = metadata;
  const { width, height } = autoOrient;
  if (width < 1 || height < 1) return { reason: `is ${width} × ${height} pixels` };
  if (width * height > maxPixels)
    return { reason: `is ${width} × ${height} pixels; at most ${maxPixels} pixels are read, so reduce it first` };
  if (space === 'cmyk') return { reason: 'has the colours of print (CMYK); save it in RGB' };
  if (depth !== 'uchar') return { reason: 'has more than 8 bits per channel; save it with 8' };
  return { width, height, isGray: channels < 3, isAnimated: pages > 1 };
}

/** How a picture becomes a sample. */
export interface PictureForm extends Pick<CompletePictureOptions, 'size' | 'fit'> {
  readonly channels: 1 | 3;
}

const fits = { crop: 'cover', pad: 'contain', stretch: 'fill' } as const;
const white = { r: 255, g: 255, b: 255 } as const;

/**
 * The pixels of a picture as they are seen, `[height, width, channels]`: upright, on white where it is transparent, and the first frame of an animation.
 * Or why it can't be decoded, as the end of a sentence.
 */
export async function decodePicture(
  bytes: Uint8Array,
  { size, fit, channels }: PictureForm,
): Promise<Uint8Array | { readonly reason: string }> {
  const whole = sharp(bytes, settings).autoOrient().flatten({ background: white });
  const sized = size === undefined ? whole : whole.resize({ width: size, height: size, fit: fits[fit], background: white });
  try {
    return await sized
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw()
      .toBuffer();
  } catch (error) {
    return { reason: decodingReason(error) };
  }
}

function decodingReason(error: unknown): string {
  return `can't be decoded (${messageOf(error).split('\n')[0]?.trim()})`;
}
