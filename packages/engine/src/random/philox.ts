/*
 * Philox 4x32-10: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 * TensorFlow's stateless random operations and XLA use the same generator.
 */
import { wordAt } from '../checked.ts';

export type Words = readonly [number, number, number, number];
export type Key = readonly [number, number];

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;

/** High 32 bits of an unsigned 32 × 32 product, in exact integers: no sum of halves exceeds 2³². */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}

/** One block of four 32-bit words: ten rounds over the counter. */
export function philox(counter: Words, key: Key): Words {
  const words = philoxBlocks(1, counter, key);
  return [wordAt(words, 0), wordAt(words, 1), wordAt(words, 2), wordAt(words, 3)];
}

/** Blocks of consecutive counters, whose first word increases by one per block, `[4 · blocks]`. */
export function philoxBlocks(blocks: number, [c0, c1, c2, c3]: Words, [key0, key1]: Key): Uint32Array {
  const words = new Uint32Array(4 * blocks);
  for (let block = 0; block < blocks; block++) {
    let x0 = (c0 + block) | 0;
    let x1 = c1 | 0;
    let x2 = c2 | 0;
    let x3 = c3 | 0;
    let k0 = key0 | 0;
    let k1 = key1 | 0;
    for (let round = 0; round < 10; round++) {
      const high0 = multiplyHigh(multiplier0, x0);
      const low0 = Math.imul(multiplier0, x0);
      const high1 = multiplyHigh(multiplier1, x2);
      const low1 = Math.imul(multiplier1, x2);
      x0 = high1 ^ x1 ^ k0;
      x1 = low1;
      x2 = high0 ^ x3 ^ k1;
      x3 = low0;
      k0 = (k0 + weyl0) | 0;
      k1 = (k1 + weyl1) | 0;
    }
    words[4 * block] = x0;
    words[4 * block + 1] = x1;
    words[4 * block + 2] = x2;
    words[4 * block + 3] = x3;
  }
  return words;
}
