import { expect } from 'vitest';
import { at } from '../checked.ts';
import type { StateValues } from '../engine.ts';

/** Reproducible numbers in [-1, 1) from a linear congruential generator, independent of every engine's own generator. */
export function numbers(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export function bytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from(numbers(length, seed), (number) => Math.floor((number + 1) * 128));
}

/** Whether two engines' numbers differ no more than the contract allows: 1e-4 of the value, or 1e-5. */
export const isClose = (actual: number, expected: number): boolean =>
  Math.abs(actual - expected) <= Math.max(1e-5, 1e-4 * Math.abs(expected));

export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  expect(actual.length, `${what}: number of values`).toBe(expected.length);
  for (let index = 0; index < expected.length; index++) {
    const [ours, value] = [at(actual, index), at(expected, index)];
    if (!isClose(ours, value)) expect.fail(`${what}[${index}] is ${ours}, not ${value}`);
  }
}

/** Bits rather than numbers: NaN equals NaN, -0 does not equal 0. */
export const bits = (values: Float32Array): readonly number[] => [...new Uint32Array(values.slice().buffer)];

export const stateBits = (state: StateValues): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(Object.entries(state).map(([name, { values }]) => [name, bits(values)]));
