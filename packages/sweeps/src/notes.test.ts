import { optionsOf } from '@hourglass/datasets/catalog';
import { describe, expect, it } from 'vitest';
import { knownFacts } from './dataset-facts.ts';
import { notesOn } from './notes.ts';
import { notesOnSweep } from './notes-on-sweep.ts';
import { planSweep } from './plan-sweep.ts';
import { parseSpec } from './spec.ts';
import { parseSpecText } from './spec-text.ts';

const facts = { title: 'a.npy', contentHash: 'a'.repeat(64), sampleSize: 16, trainCount: 90 };

const notesOnNetworks = (...dimensions: readonly (readonly number[])[]) => notesOn(parseSpec({ version: 1, model: { dimensions } }), facts);

describe('a network with a layer smaller than its code', () => {
  it.each([
    [[16, 4, 16], 'dimensions: [16, 4, 16] makes a code of 16 values', 'for a code of 4 write [16, 4].'],
    [[784, 256, 32, 256, 784], 'makes a code of 784 values', 'for a code of 32 write [784, 256, 32].'],
    [[16, 4, 8, 4, 16], 'makes a code of 16 values', 'for a code of 4 write [16, 4].'],
  ])('%j gets a hint with the encoder alone', (sizes, meaning, remedy) => {
    const [sentence, ...others] = notesOnNetworks([16, 2], sizes);
    expect(others).toEqual([]);
    expect(sentence).toContain(meaning);
    expect(sentence).toContain(remedy);
    const suggested: unknown = JSON.parse(/write (\[.*\])\.$/.exec(sentence ?? '')?.[1] ?? '');
    expect(notesOn(parseSpec({ version: 1, model: { dimensions: suggested } }), facts)).toEqual([]);
  });

  it('gets one hint for all similar networks', () => {
    expect(notesOnNetworks([16, 4, 16], [16, 2], [16, 3, 16], [16, 2, 16])).toEqual([
      expect.stringMatching(/^dimensions: \[16, 4, 16\].*write \[16, 4\]\. The same applies to 2 more networks\.$/),
    ]);
  });

  it.each([[[784, 256, 64]], [[16, 16]], [[16, 8, 8]], [[4, 16]], [[4, 8, 16]], [[16, 32, 8]]])('%j gets no hint', (sizes) => {
    expect(notesOnNetworks(sizes)).toEqual([]);
  });
});

describe('values that a network can’t learn well', () => {
  const at = (low: number, high: number, more: object = {}) => ({
    low,
    high,
    centredLow: low - (low + high) / 2,
    centredHigh: high - (low + high) / 2,
    identical: false,
    ...more,
  });
  const notes = (outputActivation: unknown, values: ReturnType<typeof at>, dataset: unknown = { train: '/data/my digits.npy' }) => {
    const spec = parseSpec({ version: 1, dataset, model: { dimensions: [16, 2], outputActivation } });
    const options = optionsOf(spec.dataset);
    return notesOn(spec, { ...facts, values, options });
  };

  it.each<[string, unknown, ReturnType<typeof at>, RegExp]>([
    [
      'bytes stored as floats',
      'tanh',
      at(0, 255),
      /^outputActivation: tanh gives −1 to 1, but the values of a\.npy minus their mean go from −128 to 128 \(the values themselves from 0 to 255\)\. Use `dataset: \{.*scale: unit \}` \(--scale unit\)\.$/,
    ],
    [
      'bytes stored as larger whole numbers',
      'tanh',
      at(0, 254, { whole: true }),
      /--scale unit\), or save these whole numbers as bytes \(uint8\), which are divided by 255\.$/,
    ],
    ['whole numbers up to the largest byte', 'tanh', at(0, 255, { whole: true }), /--scale unit\), or save these whole numbers as bytes/],
    [
      'whole numbers beyond a byte',
      'tanh',
      at(0, 256, { whole: true }),
      /\(the values themselves from 0 to 256\)\. Use `[^`]*` \(--scale unit\)\.$/,
    ],
    ['small whole numbers', 'tanh', at(0, 16, { whole: true }), /--output-activation linear\)\.$/],
    ['values between −2 and 2', 'tanh', at(-2, 2), /scale: unit.*, or `outputActivation: linear` \(--output-activation linear\)\.$/],
    [
      'centred bytes',
      'sigmoid',
      at(0, 1),
      /^outputActivation: sigmoid gives 0 to 1, but .* from −0\.5 to 0\.5 .*Use `outputActivation: tanh`/,
    ],
    [
      'several outputs',
      ['tanh', 'relu', 'linear'],
      at(-2, 2),
      /^outputActivation: tanh gives −1 to 1, relu gives 0 and more, but .*Use `outputActivation: linear`/,
    ],
    [
      'millions',
      'linear',
      at(-3e6, 5e6),
      /^dataset: the values of a\.npy go from −3,000,000 to 5,000,000 and lie up to 4,000,000 from their mean; .*scale: standard/,
    ],
    ['millionths', 'linear', at(0, 2e-6), /lie up to 1e−6 from their mean; .*scale: standard/],
    [
      'one value',
      'tanh',
      at(7, 7, { identical: true }),
      /^dataset: the 90 training samples of a\.npy are useless for training: every value is 7\./,
    ],
    ['one sample', 'tanh', at(0, 7, { identical: true }), /they are all the same\. The mean sample already has cost 0\./],
  ])('are reported once, with a change that fixes it: %s', (_, output, values, sentence) => {
    expect(notes(output, values)).toEqual([expect.stringMatching(sentence)]);
  });

  it.each<[unknown, ReturnType<typeof at>]>([
    ['tanh', at(0, 1)],
    ['tanh', at(-1, 1)],
    ['linear', at(-10, 10)],
    ['linear', at(0, 0.01)],
    [['tanh', 'linear'], at(0, 1)],
  ])('do not include values that %j reaches', (output, values) => {
    expect(notes(output, values)).toEqual([]);
  });

  it('are ignored without facts, and a data set without validation samples gets a note', () => {
    const spec = parseSpec({ version: 1, dataset: { train: '/a.npy', validation: 0 }, model: { dimensions: [16, 2] } });
    expect(notesOn(spec, facts)).toEqual([expect.stringMatching(/^dataset\.validation: no samples are held out, .* test cost\.$/)]);
  });

  it('are not reported for a known data set, except with another scale', () => {
    const spec = parseSpec({ version: 1, model: { dimensions: [784, 8], outputActivation: ['tanh', 'linear'] } });
    expect(notesOn(spec, knownFacts('mnist') ?? facts)).toEqual([]);
    const standard = { name: 'mnist', scale: 'standard' } as const;
    const scaled = parseSpec({ version: 1, dataset: standard, model: { dimensions: [784, 8] } });
    expect(notesOn(scaled, knownFacts(standard) ?? facts)).toEqual([
      expect.stringMatching(/^outputActivation: tanh .* from −1\.78 to 3\.24 /),
    ]);
  });

  it('are fixed by each suggestion, copied literally', () => {
    for (const [output, values] of [
      ['tanh', at(0, 255)],
      ['tanh', at(-2, 2)],
      ['sigmoid', at(0, 1)],
      ['relu', at(-9, 9)],
      ['linear', at(0, 1e9)],
    ] as const) {
      const [sentence = ''] = notes(output, values);
      const suggestions = [...sentence.matchAll(/`(dataset|outputActivation): (.*?)`/g)];
      expect(suggestions.length).toBeGreaterThan(0);
      for (const [, field, text = ''] of suggestions) {
        const given: unknown = parseSpecText(text);
        const isUnit = text.includes('unit');
        const mended = field === 'dataset' ? notes(output, isUnit ? at(0, 1) : at(-3, 3), given) : notes(given, values);
        expect(mended).toEqual([]);
      }
    }
  });
});

it('a stored sweep has the notes of its plan, also where the data set is known without stored facts', () => {
  const document = { version: 1, dataset: { name: 'mnist', validation: 0 }, model: { dimensions: [784, 4, 784] } };
  const spec = parseSpec(document);
  const facts = knownFacts(spec.dataset);
  if (facts === null) throw new Error('mnist is known');
  const { notes, spec: stored } = planSweep(spec, { document, text: null }, facts);
  expect(notes.length).toBeGreaterThan(1);
  expect(notesOnSweep({ spec: stored, facts })).toEqual(notes);
  expect(notesOnSweep({ spec: stored, facts: null })).toEqual(notes);
  expect(notesOnSweep({ spec: { ...stored, dataset: { train: '/a.npy' } }, facts: null })).toEqual([]);
});
