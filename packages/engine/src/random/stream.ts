import { wordAt } from '../checked.ts';
import { type Key, philoxBlocks, type Words } from './philox.ts';

/** Where the words of a stream begin. Streams with another seed, purpose or index are independent. */
export interface Stream {
  readonly key: Key;
  readonly counter: Words;
}

/**
 * @param seed a whole number below 2⁵³
 * @param purpose what the numbers are for, 0 to 255
 * @param index which draw of this purpose, for example the step, below 2⁵³
 */
export function streamOf(seed: number, purpose: number, index: number): Stream {
  const indexHigh = Math.floor(index / 2 ** 32) & 0xffffff;
  return { key: [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0], counter: [0, 0, index >>> 0, ((purpose << 24) | indexHigh) >>> 0] };
}

/** The first words of a stream, at most 2³². */
function streamWords({ key, counter }: Stream, count: number): Uint32Array {
  return philoxBlocks(Math.ceil(count / 4), counter, key).subarray(0, count);
}

/** Uniform in `[0, 1)`, one word each. */
export function streamUniforms(stream: Stream, count: number): Float64Array {
  return Float64Array.from(streamWords(stream, count), (word) => word / 2 ** 32);
}

/** Box & Muller 1958: two normals of two uniforms. 1 - u lies in (0, 1], whose logarithm is finite. */
export const radiusOf = (uniform: number): number => Math.sqrt(-2 * Math.log(1 - uniform));
export const angleOf = (uniform: number): number => 2 * Math.PI * uniform;

/** Standard normal, one word each. */
export function streamNormals(stream: Stream, count: number): Float64Array {
  const words = streamWords(stream, count + (count % 2));
  const drawn = new Float64Array(words.length);
  for (let index = 0; index < words.length; index += 2) {
    const radius = radiusOf(wordAt(words, index) / 2 ** 32);
    const angle = angleOf(wordAt(words, index + 1) / 2 ** 32);
    drawn[index] = radius * Math.cos(angle);
    drawn[index + 1] = radius * Math.sin(angle);
  }
  return drawn.subarray(0, count);
}

/** 1 − `level` is the probability of a 1. Compares 32-bit words, so that a mask is the same on every engine. */
export function streamMask(stream: Stream, count: number, level: number): Float32Array {
  const first = firstKept(level);
  return Float32Array.from(streamWords(stream, count), (word) => (word < first ? 0 : 1));
}

/** The smallest word that a mask keeps: `word / 2³² < level` decides, and the division is exact. 2³² where the mask keeps none. */
export const firstKept = (level: number): number => Math.ceil(level * 2 ** 32);

/** Uniform in `[0, 1)`, of the 24 high bits of a word each: exact in float32, so that every engine draws the same numbers. */
export function streamFloats(stream: Stream, count: number): Float32Array {
  return Float32Array.from(streamWords(stream, count), (word) => (word >>> 8) / 2 ** 24);
}
