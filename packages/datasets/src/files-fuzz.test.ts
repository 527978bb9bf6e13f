import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeArray } from './decode-array.ts';
import { DatasetError } from './errors.ts';
import { parseDatasetReference } from './reference.ts';
import { counting, idxBytes, npyBytes, npyWithHeader } from './testing/write-arrays.ts';

const source = { field: 'dataset.train', path: '/data/digits', remedy: 'Give a whole file.' };

/** A whole array, or a refusal that names the file. */
function expectArrayOrSentence(bytes: Uint8Array): void {
  try {
    const { shape, values } = decodeArray(bytes, source);
    expect(values.length).toBe(shape.reduce((product, size) => product * size, 1));
    expect(values.length).toBeLessThanOrEqual(bytes.length);
  } catch (error) {
    expect(error).toBeInstanceOf(DatasetError);
    if (error instanceof DatasetError) expect(error.message).toContain(source.path);
  }
}

const whole = [
  idxBytes(0x08, [4, 2, 3], counting(24)),
  idxBytes(0x0d, [3, 2], counting(24)),
  npyBytes('|u1', [4, 2, 3], counting(24)),
  npyBytes('<f4', [3, 2], counting(24)),
];
const edit = fc.record({ at: fc.nat(200), byte: fc.integer({ min: 0, max: 255 }) });

describe('a file of any bytes', () => {
  it('is an array or gets a sentence', () => {
    const beginning = fc.constantFrom(
      [],
      [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0],
      [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 3, 0],
      [0, 0, 8, 3],
      [0, 0, 13, 255],
    );
    fc.assert(
      fc.property(beginning, fc.uint8Array({ maxLength: 300 }), (first, rest) =>
        expectArrayOrSentence(Uint8Array.from([...first, ...rest])),
      ),
      { numRuns: 3_000 },
    );
  });

  it('is an array or gets a sentence after any damage to a whole one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.array(edit, { maxLength: 6 }), fc.nat(200), (file, edits, length) => {
        const bytes = Uint8Array.from(file);
        for (const { at, byte } of edits) if (at < bytes.length) bytes[at] = byte;
        expectArrayOrSentence(bytes.subarray(0, length));
        expectArrayOrSentence(bytes);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is an array or gets a sentence whatever its header says', () => {
    const size = fc.oneof(fc.integer(), fc.bigInt(), fc.constantFrom('-1', '1e3', '99999999999999999999', 'None', ''));
    const header = fc
      .tuple(
        fc.constantFrom('|u1', '<f4', '>i8', '|O', '<U10', '<f16'),
        fc.array(size, { maxLength: 5 }),
        fc.constantFrom('True', 'False', '1'),
      )
      .map(([type, shape, order]) => `{'descr': '${type}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')}), }`);
    fc.assert(
      fc.property(fc.oneof(header, fc.string()), (text) => expectArrayOrSentence(npyWithHeader(text, counting(64)))),
      { numRuns: 2_000 },
    );
  });
});

it('a reference of any kind is read or refused in a sentence', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const parsed = parseDatasetReference(value);
      if ('problem' in parsed) expect(parsed.problem).toMatch(/^dataset/);
    }),
    { numRuns: 2_000 },
  );
});
