import { expect, it } from 'vitest';
import { readNpyHeader } from './npy-header.ts';

const source = { field: 'dataset.train', path: '/data/a.npy', remedy: 'Check the path.' };

/** A file of version 2, whose header has this many bytes. */
function withHeaderOf(length: number): Uint8Array {
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`;
  const size = Buffer.alloc(4);
  size.writeUInt32LE(length);
  return Buffer.concat([Buffer.from([0x93]), Buffer.from('NUMPY'), Buffer.from([2, 0]), size, Buffer.from(dictionary.padEnd(length))]);
}

it('reads headers of up to 10,000 bytes, as NumPy does', () => {
  expect(readNpyHeader(withHeaderOf(10_000), source)).toEqual({ description: '<f4', order: 'C', shape: [2, 3], start: 10_012 });
  expect(() => readNpyHeader(withHeaderOf(10_001), source)).toThrow('it declares a header of 10001 bytes, more than 10000');
});
