import { describe, expect, it } from 'vitest';
import { encodeNpy } from './npy.ts';

describe('encodeNpy', () => {
  it.each([
    [[2, 3], '(2, 3)'],
    [[6], '(6,)'],
    [[], '()'],
  ])('writes NumPy’s format 1.0 for shape %j', (shape, tuple) => {
    const values = Float32Array.from({ length: shape.reduce((product, length) => product * length, 1) }, (_, index) => index - 0.5);
    const file = encodeNpy(shape, values);
    expect([...file.subarray(0, 8)]).toEqual([0x93, ...Buffer.from('NUMPY'), 1, 0]);
    const headerLength = new DataView(file.buffer).getUint16(8, true);
    // numpy.lib.format: magic, version, length and header together are a multiple of 64 bytes, ended by a newline.
    expect((10 + headerLength) % 64).toBe(0);
    const header = new TextDecoder().decode(file.subarray(10, 10 + headerLength));
    expect(header.trimEnd()).toBe(`{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`);
    expect(header.endsWith('\n')).toBe(true);
    expect(new Float32Array(file.slice(10 + headerLength).buffer)).toEqual(values);
  });
});
