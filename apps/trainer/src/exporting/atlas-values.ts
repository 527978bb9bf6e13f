import { dataShapeOf, pictureSize, type StoredShape } from '@hourglass/datasets/data-kind';
import { at } from '@hourglass/presentation/at';
import { decode } from 'fast-png';

export interface RecordedAtlas extends StoredShape {
  readonly png: Uint8Array;
  /** Samples in a row. */
  readonly columns: number;
  /** Samples to read, from the first. */
  readonly count: number;
  /** The values of the levels 0 and 255. */
  readonly low: number;
  readonly high: number;
}

/** The values of an 8-bit picture of samples, `[count, size]`: those outside its range are clipped. */
export function atlasValues({ png, columns, count, kind, sampleShape, low, high }: RecordedAtlas): Float32Array {
  const { data, width } = decode(png);
  const cell = pictureSize(dataShapeOf({ kind, sampleShape }));
  const line = cell.width * cell.channels;
  const size = line * cell.height;
  const values = new Float32Array(count * size);
  const levels = Uint8Array.from(data);
  const step = (high - low) / 255;
  for (let index = 0; index < values.length; index++) {
    const [sample, place] = [Math.floor(index / size), index % size];
    const x = (sample % columns) * line + (place % line);
    const y = Math.floor(sample / columns) * cell.height + Math.floor(place / line);
    values[index] = low + step * at(levels, y * width * cell.channels + x);
  }
  return values;
}
