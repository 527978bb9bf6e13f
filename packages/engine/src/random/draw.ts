import type { Draw } from '../engine.ts';
import type { Randomness } from '../program/steps.ts';
import { sizeOf } from '../shapes.ts';
import { streamFloats, streamMask, streamNormals, streamOf } from './stream.ts';

/** The numbers of a draw in the first of some steps, computed in JavaScript. */
export function drawNumbers({ distribution, purpose, shape }: Draw, { seed, firstStep }: Randomness): Float32Array {
  const stream = streamOf(seed, purpose, firstStep);
  const count = sizeOf(shape);
  switch (distribution.kind) {
    case 'normal':
      return Float32Array.from(streamNormals(stream, count));
    case 'uniform':
      return streamFloats(stream, count);
    case 'mask':
      return streamMask(stream, count, distribution.level);
  }
}
