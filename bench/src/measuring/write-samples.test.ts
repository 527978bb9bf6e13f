import { expect, it } from 'vitest';
import { idxHeader } from './write-samples.ts';

it('writes the same header as MNIST', () => {
  expect([...idxHeader([60_000, 28, 28])]).toEqual([0, 0, 8, 3, 0, 0, 0xea, 0x60, 0, 0, 0, 28, 0, 0, 0, 28]);
});
