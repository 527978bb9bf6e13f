/*
 * Counted randomness of the model: what each purpose draws. Every number is a function of (seed, purpose, index).
 */
import { angleOf, philoxBlocks, radiusOf, streamNormals, streamOf, streamUniforms } from '@hourglass/engine/random';
import { intAt, wordAt } from './checked.ts';

/** Numbers of the purposes in a stream's counter. Changing one would give every seed other random numbers. */
export const purposes = {
  weights: 0,
  order: 1,
  noise: 2,
  search: 3,
  code: 4,
  evaluation: 5,
  binarise: 6,
  prior: 7,
  otherPrior: 8,
  direction: 9,
  codebook: 10,
  revival: 11,
  mixture: 12,
  generation: 13,
  teacher: 14,
} as const;
export type RandomPurpose = keyof typeof purposes;

/** Dropout draws for each hidden layer of a network, of which there are fewer than 128: layer n has the purpose 64 + n. */
export const firstDropoutPurpose = 64;

/** A power of two, so that the first word of the counter never overflows within them. */
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

/** Draws the first numbers of a stream at once: the same as one by one, and many times faster. At most 2³² words of a stream. */
export interface RandomArrays {
  uniforms(count: number): Float64Array;
  normals(count: number): Float64Array;
}

/** @param index as of `random` */
export function randomArrays(seed: number, purpose: RandomPurpose, index = 0): RandomArrays {
  const stream = streamOf(seed, purposes[purpose], index);
  return { uniforms: (count) => streamUniforms(stream, count), normals: (count) => streamNormals(stream, count) };
}

/** @param index which draw of this purpose: the epoch of an order, the step of a noise, the layer of weights */
export function random(seed: number, purpose: RandomPurpose, index = 0): Random {
  const {
    key,
    counter: [, , indexWord, purposeWord],
  } = streamOf(seed, purposes[purpose], index);
  let words: Uint32Array = new Uint32Array();
  let counter = 0;
  let used = 0;
  let spare: number | null = null;

  function word(): number {
    if (used === words.length) {
      words = philoxBlocks(blocksAtOnce, [counter >>> 0, Math.floor(counter / 2 ** 32), indexWord, purposeWord], key);
      counter += blocksAtOnce;
      used = 0;
    }
    return wordAt(words, used++);
  }

  const uniform = () => word() / 2 ** 32;

  function below(bound: number): number {
    for (;;) {
      const candidate = word();
      // Words past the last whole multiple of the bound would favour small results. The first condition avoids computing the multiple, which few
      // words need.
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
