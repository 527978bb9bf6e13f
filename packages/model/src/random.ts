/*
 * Counted randomness: every number is a function of (seed, purpose, index), never of what was drawn before,
 * so that a run resumed at any step draws what an uninterrupted one would have drawn.
 *
 * Philox 4x32-10: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 * TensorFlow's stateless random ops use the same generator.
 */

import { at, intAt, wordAt } from './checked.ts';

const purposes = { weights: 0, order: 1, noise: 2, search: 3 } as const;
export type RandomPurpose = keyof typeof purposes;

export type Words = readonly [number, number, number, number];

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;

/** High 32 bits of an unsigned 32 × 32 product, in integers throughout: no sum of halves passes 2³². */
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
export function philox(counter: Words, key: readonly [number, number]): Words {
  const words = philoxBlocks(1, counter, key);
  return [wordAt(words, 0), wordAt(words, 1), wordAt(words, 2), wordAt(words, 3)];
}

/** Blocks of consecutive counters, the first word of the counter counting, `[4 · blocks]`. */
function philoxBlocks(blocks: number, [c0, c1, c2, c3]: Words, [key0, key1]: readonly [number, number]): Uint32Array {
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

/** A power of two, so that the first word of the counter never runs over within them. */
const blocksAtOnce = 16;

/** A stream of random numbers. Streams with another seed, purpose or index are independent. */
export interface Random {
  /** A 32-bit word. */
  word(): number;
  /** Uniform in `[0, 1)`, with 32 random bits. */
  uniform(): number;
  /** Uniform integer in `[0, bound)`, without bias; the bound is an integer below 2³². */
  below(bound: number): number;
  /** Standard normal. */
  normal(): number;
}

/** The first numbers of a stream at once, the same as they come one by one: many times faster. At most 2³² words of a stream. */
export interface RandomArrays {
  uniforms(count: number): Float64Array;
  normals(count: number): Float64Array;
}

/** Box & Muller 1958: two normals of two uniforms. 1 - u lies in (0, 1], whose logarithm is finite. */
const radiusOf = (uniform: number) => Math.sqrt(-2 * Math.log(1 - uniform));
const angleOf = (uniform: number) => 2 * Math.PI * uniform;

/** Where a stream's key and counter begin. */
function streamOf(seed: number, purpose: RandomPurpose, index: number) {
  return {
    key: [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0],
    indexLow: index >>> 0,
    purposeAndIndexHigh: ((purposes[purpose] << 24) | (Math.floor(index / 2 ** 32) & 0xffffff)) >>> 0,
  } as const;
}

/** @param index as of `random` */
export function randomArrays(seed: number, purpose: RandomPurpose, index = 0): RandomArrays {
  const { key, indexLow, purposeAndIndexHigh } = streamOf(seed, purpose, index);
  const uniforms = (count: number) => {
    const words = philoxBlocks(Math.ceil(count / 4), [0, 0, indexLow, purposeAndIndexHigh], key);
    const drawn = new Float64Array(count);
    for (let index = 0; index < count; index++) drawn[index] = wordAt(words, index) / 2 ** 32;
    return drawn;
  };
  return {
    uniforms,
    normals(count) {
      const drawn = uniforms(count + (count % 2));
      for (let index = 0; index < count; index += 2) {
        const radius = radiusOf(at(drawn, index));
        const angle = angleOf(at(drawn, index + 1));
        drawn[index] = radius * Math.cos(angle);
        drawn[index + 1] = radius * Math.sin(angle);
      }
      return drawn.subarray(0, count);
    },
  };
}

/** @param index which draw of this purpose: the epoch of an order, the step of a noise, the layer of weights */
export function random(seed: number, purpose: RandomPurpose, index = 0): Random {
  const { key, indexLow, purposeAndIndexHigh } = streamOf(seed, purpose, index);
  let words: Uint32Array = new Uint32Array();
  let counter = 0;
  let used = 0;
  let spare: number | null = null;

  function word(): number {
    if (used === words.length) {
      words = philoxBlocks(blocksAtOnce, [counter >>> 0, Math.floor(counter / 2 ** 32), indexLow, purposeAndIndexHigh], key);
      counter += blocksAtOnce;
      used = 0;
    }
    return wordAt(words, used++);
  }

  const uniform = () => word() / 2 ** 32;

  function below(bound: number): number {
    for (;;) {
      const candidate = word();
      // Words past the last whole multiple of the bound would favour small results. Few come near: the multiple itself is seldom needed.
      if (candidate < 2 ** 32 - bound || candidate < 2 ** 32 - (2 ** 32 % bound)) return (candidate >>> 0) % (bound >>> 0);
    }
  }

  function normal(): number {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = radiusOf(uniform());
    const angle = angleOf(uniform());
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  return { word, uniform, below, normal };
}

/** A random order of `0 … count - 1` (Fisher & Yates). */
export function permutation(count: number, source: Random): Int32Array {
  const order = new Int32Array(count);
  for (let index = 0; index < count; index++) order[index] = index;
  for (let last = count - 1; last > 0; last--) {
    const other = source.below(last + 1);
    const moved = intAt(order, last);
    order[last] = intAt(order, other);
    order[other] = moved;
  }
  return order;
}
