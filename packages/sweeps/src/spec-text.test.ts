import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSpecText, editSpecText, parseSpecText, writeSpecText } from './spec-text.ts';

const commented = `# Which learning rate?
version: 1
name: Rates
model:
  dimensions: [784, 64] # small
training:
  learningRate: [0.01, 0.001]
`;

describe('writeSpecText', () => {
  it('writes one network per line, and any other list on one line', () => {
    const document = {
      version: 1,
      model: {
        dimensions: [
          [784, 64],
          [784, 32, 8],
        ],
        noise: ['none', { kind: 'gaussian', level: 0.2 }],
      },
      training: { learningRate: { min: 0.0001, max: 0.01, scale: 'log', steps: 3 } },
      seeds: [0, 1],
      sampler: { kind: 'random', runs: 8 },
    };
    const text = writeSpecText(document);
    expect(text).toBe(`version: 1
model:
  dimensions:
    - [784, 64]
    - [784, 32, 8]
  noise: [none, {kind: gaussian, level: 0.2}]
training:
  learningRate: {min: 0.0001, max: 0.01, scale: log, steps: 3}
seeds: [0, 1]
sampler: {kind: random, runs: 8}
`);
    expect(parseSpecText(text)).toEqual(document);
  });

  it('writes any document so that it is parsed back unchanged', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
        const plain = JSON.parse(JSON.stringify(document)) as typeof document;
        expect(parseSpecText(writeSpecText(plain as never))).toEqual(plain);
      }),
    );
  });
});

describe('editSpecText', () => {
  it('changes one field, and preserves the others and the comments', () => {
    expect(editSpecText(commented, ['training', 'learningRate'], 0.003)).toBe(commented.replace('[0.01, 0.001]', '0.003'));
    expect(editSpecText(commented, ['model', 'dimensions'], [784, 8])).toBe(commented.replace('[784, 64]', '[784, 8]'));
    expect(editSpecText(commented, ['training', 'batchSize'], [20, 100])).toBe(`${commented}  batchSize: [20, 100]\n`);
  });

  it('removes a field, and its section if that becomes empty', () => {
    expect(parseSpecText(editSpecText(commented, ['training', 'learningRate'], undefined))).toEqual({
      version: 1,
      name: 'Rates',
      model: { dimensions: [784, 64] },
    });
  });

  it('adds a missing section, and starts a document in an empty text', () => {
    expect(parseSpecText(editSpecText('version: 1\ntraining:\n', ['training', 'epochs'], 3))).toEqual({
      version: 1,
      training: { epochs: 3 },
    });
    expect(parseSpecText(editSpecText('', ['model', 'dimensions'], [784, 8]))).toEqual({ version: 1, model: { dimensions: [784, 8] } });
  });
});

describe('decodeSpecText', () => {
  it.each(['name: Größe\n', '\ufeffname: ОПЫТ', ''])('reads UTF-8 with or without a byte order mark: %j', (text) => {
    expect(decodeSpecText(Buffer.from(text))).toBe(text.replace('\ufeff', ''));
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['UTF-16 as PowerShell writes it', Buffer.from('\ufeffname: a\n', 'utf16le'), /not UTF-8 but UTF-16\. .*iconv -f UTF-16 -t UTF-8/],
    ['big-endian UTF-16', Uint8Array.of(0xfe, 0xff, 0, 0x61), /not UTF-8 but UTF-16/],
    ['UTF-16 without a mark', Buffer.from('name: a\n', 'utf16le'), /not UTF-8 but UTF-16 or binary/],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), /not UTF-8 but UTF-32/],
    ['Latin-1', Buffer.from('version: 1\nname: Größe\n', 'latin1'), /not UTF-8: line 2 holds bytes of another encoding/],
    ['a character cut in two', Buffer.from('name: ö').subarray(0, -1), /not UTF-8: line 1/],
  ])('refuses %s by name', (_, bytes, sentence) => {
    expect(() => decodeSpecText(bytes)).toThrow(sentence);
  });
});

it('reads merge keys, where a mapping’s own fields override those of the anchor', () => {
  const text = 'noise: [&g { kind: gaussian, level: 0.1 }, { <<: *g, level: 0.2 }]\n';
  expect(parseSpecText(text)).toEqual({
    noise: [
      { kind: 'gaussian', level: 0.1 },
      { kind: 'gaussian', level: 0.2 },
    ],
  });
});
