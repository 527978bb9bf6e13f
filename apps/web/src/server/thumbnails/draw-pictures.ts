import type { PictureSize } from '@hourglass/datasets/data-kind';
import { at } from '@hourglass/presentation/at';
import { encode } from 'fast-png';

/** The gray that pictures sit on, as in the style sheet. */
const mat = 128;

/** Images side by side in a gray PNG, each in a cell whose width is a multiple of the height, so that whole cells can be cut off. */
export function drawPictures(samples: readonly Uint8Array[], { width, height }: PictureSize, stripHeight: number): Uint8Array {
  const factor = Math.max(1, Math.floor(stripHeight / Math.max(width, height)));
  // Values that one pixel covers, across and down: more than one of large images, whose mean it shows.
  const step = Math.max(1, Math.max(width, height) / stripHeight);
  const drawn = { width: Math.floor(width / step) * factor, height: Math.floor(height / step) * factor };
  const cell = Math.max(stripHeight, Math.ceil(drawn.width / stripHeight) * stripHeight);
  const strip = { width: Math.max(1, samples.length) * cell, height: stripHeight };
  const data = new Uint8Array(strip.width * strip.height).fill(mat);
  const top = Math.floor((stripHeight - drawn.height) / 2);
  samples.forEach((levels, sample) => {
    const left = sample * cell + Math.floor((cell - drawn.width) / 2);
    for (let y = 0; y < drawn.height; y++) {
      for (let x = 0; x < drawn.width; x++) {
        const level = meanLevel(levels, width, { left: Math.floor(x / factor) * step, top: Math.floor(y / factor) * step, step });
        data[(top + y) * strip.width + left + x] = level;
      }
    }
  });
  return encode({ ...strip, data, depth: 8, channels: 1 });
}

interface Block {
  readonly left: number;
  readonly top: number;
  readonly step: number;
}

function meanLevel(levels: Uint8Array, width: number, { left, top, step }: Block): number {
  const [fromX, fromY] = [Math.floor(left), Math.floor(top)];
  const height = levels.length / width;
  const [toX, toY] = [Math.min(width, Math.ceil(left + step)), Math.min(height, Math.ceil(top + step))];
  let sum = 0;
  for (let y = fromY; y < toY; y++) for (let x = fromX; x < toX; x++) sum += at(levels, y * width + x);
  return Math.round(sum / ((toX - fromX) * (toY - fromY)));
}
