import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatasetError } from './errors.ts';
import type { FileArray } from './formats/file-array.ts';
import { openFile } from './formats/open-file.ts';
import { parseDatasetReference } from './parse-reference.ts';
import { counting, idxBytes, npyBytes, npyWithHeader, npzBytes } from './testing/write-arrays.ts';

const source = { field: 'dataset.train', path: '/data/digits', remedy: 'Give a whole file.' };

/** A whole array, or a refusal that names the file. */
async function expectArrayOrSentence(bytes: Uint8Array): Promise<void> {
  try {
    for (const array of await arraysOf(bytes)) {
      const length = array.kind === 'text' ? array.texts.length : array.toSamples().length;
      expect(length).toBe(array.shape.reduce((product, size) => product * size, 1));
      if (array.kind === 'numbers') expect(length).toBeLessThanOrEqual(bytes.length);
    }
  } catch (error) {
    expect(error).toBeInstanceOf(DatasetError);
    if (error instanceof DatasetError) expect(error.message).toContain(source.path);
  }
}

async function arraysOf(bytes: Uint8Array): Promise<readonly FileArray[]> {
  const file = await openFile(bytes, source);
  switch (file.kind) {
    case 'array':
      return [file.array];
    case 'arrays':
      return Promise.all(file.names.map((name) => file.read(name)));
    case 'table':
      return [...file.names.map((name) => file.column(name)), file.samples([])];
  }
}

const whole = [
  idxBytes(0x08, [4, 2, 3], counting(24)),
  idxBytes(0x0d, [3, 2], counting(24)),
  npyBytes('|u1', [4, 2, 3], counting(24)),
  npyBytes('<f4', [3, 2], counting(24)),
  npyBytes('<U2', [3, 1], counting(24)),
  npzBytes({ x_train: npyBytes('|u1', [4, 2, 3], counting(24)), y_train: npyBytes('<f8', [3], counting(24)) }),
  Buffer.from('a,b,c\n1,2,x\n3,4.5,y\n'),
  Buffer.from('1;2,5\n3;4\n'),
];
const edit = fc.record({ at: fc.nat(200), byte: fc.integer({ min: 0, max: 255 }) });

describe('a file with arbitrary bytes', () => {
  it('parses as an array or is refused with a sentence', async () => {
    const beginning = fc.constantFrom(
      [],
      [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0],
      [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 3, 0],
      [0, 0, 8, 3],
      [0, 0, 13, 255],
    );
    await fc.assert(
      fc.asyncProperty(beginning, fc.uint8Array({ maxLength: 300 }), (first, rest) =>
        expectArrayOrSentence(Uint8Array.from([...first, ...rest])),
      ),
      { numRuns: 3_000 },
    );
  });

  it('parses or is refused with a sentence after random damage to a valid file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole), fc.array(edit, { maxLength: 6 }), fc.nat(200), async (file, edits, length) => {
        const bytes = Uint8Array.from(file);
        for (const { at, byte } of edits) if (at < bytes.length) bytes[at] = byte;
        await expectArrayOrSentence(bytes.subarray(0, length));
        await expectArrayOrSentence(bytes);
      }),
      { numRuns: 3_000 },
    );
  });

  it('parses or is refused with a sentence, whatever its header contains', async () => {
    const size = fc.oneof(fc.integer(), fc.bigInt(), fc.constantFrom('-1', '1e3', '99999999999999999999', 'None', ''));
    const header = fc
      .tuple(
        fc.constantFrom('|u1', '<f4', '>i8', '|O', '<U10', '<f16', '?', 'float16'),
        fc.array(size, { maxLength: 5 }),
        fc.constantFrom('True', 'False', '1'),
      )
      .map(([type, shape, order]) => `{'descr': '${type}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')}), }`);
    await fc.assert(
      fc.asyncProperty(fc.oneof(header, fc.string()), (text) => expectArrayOrSentence(npyWithHeader(text, counting(64)))),
      { numRuns: 2_000 },
    );
  });
});

it('any reference is loaded or refused with a sentence', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const parsed = parseDatasetReference(value);
      if ('problem' in parsed) expect(parsed.problem).toMatch(/^dataset/);
    }),
    { numRuns: 2_000 },
  );
});
