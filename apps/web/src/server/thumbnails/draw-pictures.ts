import type { PictureSize } from '@hourglass/datasets/data-kind';
import { at } from '@hourglass/presentation/at';
import { pictureMat, visibleColour } from '@hourglass/presentation/visible-colour';
import { encode } from 'fast-png';

/** Images side by side in a PNG, gray or in colour, each in a cell whose width is a multiple of the height, so that whole cells can be cut off. */
export function drawPictures(samples: readonly Uint8Array[], { width, height, channels }: PictureSize, stripHeight: number): Uint8Array {
  const factor = Math.max(1, Math.floor(stripHeight / Math.max(width, height)));
  // Values that one pixel covers, across and down: more than one of large images, whose mean it shows.
  const step = Math.max(1, Math.max(width, height) / stripHeight);
  const drawn = { width: Math.floor(width / step) * factor, height: Math.floor(height / step) * factor };
  const cell = Math.max(stripHeight, Math.ceil(drawn.width / stripHeight) * stripHeight);
  const strip = { width: Math.max(1, samples.length) * cell, height: stripHeight };
  // Transparent pixels are blended with the gray behind them.
  const drawnChannels = Math.min(3, channels) as 1 | 3;
  const data = new Uint8Array(strip.width * strip.height * drawnChannels).fill(pictureMat);
  const top = Math.floor((stripHeight - drawn.height) / 2);
  samples.forEach((levels, sample) => {
    const left = sample * cell + Math.floor((cell - drawn.width) / 2);
    for (let y = 0; y < drawn.height; y++) {
      for (let x = 0; x < drawn.width; x++) {
        const block = { left: Math.floor(x / factor) * step, top: Math.floor(y / factor) * step, step };
        const mean = Array.from({ length: channels }, (_, channel) => meanLevel(levels, { width, channels, channel }, block));
        data.set(channels === 1 ? mean : visibleColour(mean), ((top + y) * strip.width + left + x) * drawnChannels);
      }
    }
  });
  return encode({ ...strip, data, depth: 8, channels: drawnChannels });
}

interface Block {
  readonly left: number;
  readonly top: number;
  readonly step: number;
}

interface Channel extends Pick<PictureSize, 'width' | 'channels'> {
  readonly channel: number;
}

function meanLevel(levels: Uint8Array, { width, channels, channel }: Channel, { left, top, step }: Block): number {
  const [fromX, fromY] = [Math.floor(left), Math.floor(top)];
  const height = levels.length / width / channels;
  const [toX, toY] = [Math.min(width, Math.ceil(left + step)), Math.min(height, Math.ceil(top + step))];
  let sum = 0;
  for (let y = fromY; y < toY; y++) for (let x = fromX; x < toX; x++) sum += at(levels, (y * width + x) * channels + channel);
  return Math.round(sum / ((toX - fromX) * (toY - fromY)));
}
