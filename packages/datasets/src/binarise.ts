import { at } from './checked.ts';
import { DatasetError } from './errors.ts';
import type { LabelledSamples } from './labelled-samples.ts';
import type { DatasetOptions } from './options.ts';

/** Identifies samples by their file and row, so that the draw of a sample does not depend on the split. */
export interface DrawnPart {
  readonly part: 'training' | 'validation' | 'test';
  /** Row of the first sample in its file. */
  readonly firstRow: number;
  /** 0 for the training file, 1 for a separate test file. */
  readonly file: 0 | 1;
}

/** How stored values become the values of samples. */
interface Unit {
  readonly options: DatasetOptions;
  readonly divisor: number;
}

/**
 * Each value drawn once from a Bernoulli distribution with the value as its probability: 0, or `divisor`, which is 1 after the division. The draw is a
 * function of the file, the row and the place in the sample alone.
 *
 * @throws DatasetError where a value is not from 0 to 1
 */
export function binarised(samples: LabelledSamples, drawn: DrawnPart, { options, divisor }: Unit): LabelledSamples {
  const { size, count } = samples;
  const values = samples.values.slice();
  for (let row = 0; row < count; row++) {
    const key = mixed(mixed(drawn.file) ^ (drawn.firstRow + row));
    for (let column = 0; column < size; column++) {
      const index = row * size + column;
      const probability = at(samples.values, index) / divisor;
      if (!(probability >= 0 && probability <= 1)) throw outside(options, drawn.part, probability);
      values[index] = uniform(mixed(key ^ column)) < probability ? divisor : 0;
    }
  }
  return { ...samples, values };
}

/** Maps a word to a number in `[0, 1)`, a multiple of 2⁻²⁴. */
function uniform(word: number): number {
  return (word >>> 8) / 2 ** 24;
}

/** A bijection of 32-bit words that looks random: `lowbias32` (Wellons, "Prospecting for hash functions", 2018), from an odd start. */
function mixed(value: number): number {
  let word = (value + 0x9e3779b9) >>> 0;
  word = Math.imul(word ^ (word >>> 16), 0x7feb352d);
  word = Math.imul(word ^ (word >>> 15), 0x846ca68b);
  return (word ^ (word >>> 16)) >>> 0;
}

function outside({ binarise, scale }: DatasetOptions, part: string, value: number): DatasetError {
  // Held-out samples may go beyond the range of the training samples.
  const remedy = scale === 'unit' ? 'Clip the values of the files' : 'Set `scale: unit` in `dataset` (--scale unit)';
  return new DatasetError(
    'SAMPLES_INVALID',
    `dataset.binarise: received "${binarise}", which draws each value as a probability from 0 to 1, but a ${part} sample has ${value}. ${remedy}, or set \`binarise: none\`.`,
  );
}
