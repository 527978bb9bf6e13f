import { describe, expect, it } from 'vitest';
import { notesOn } from './notes.ts';
import { parseSpec } from './spec.ts';

const notesOnNetworks = (...dimensions: readonly (readonly number[])[]) => notesOn(parseSpec({ version: 1, model: { dimensions } }));

describe('a network with a layer that is smaller than its code', () => {
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
    expect(notesOn(parseSpec({ version: 1, model: { dimensions: suggested } }))).toEqual([]);
  });

  it('is told once, however many networks are alike', () => {
    expect(notesOnNetworks([16, 4, 16], [16, 2], [16, 3, 16], [16, 2, 16])).toEqual([
      expect.stringMatching(/^dimensions: \[16, 4, 16\].*write \[16, 4\]\. The same applies to 2 more networks\.$/),
    ]);
  });

  it.each([[[784, 256, 64]], [[16, 16]], [[16, 8, 8]], [[4, 16]], [[4, 8, 16]], [[16, 32, 8]]])('%j gets none', (sizes) => {
    expect(notesOnNetworks(sizes)).toEqual([]);
  });
});
