import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SweepsError } from './errors.ts';
import { expand } from './expand.ts';
import { parseSpec } from './spec.ts';
import { parseSpecText } from './spec-text.ts';

const facts = { title: 'MNIST', contentHash: 'a'.repeat(64), sampleSize: 784, trainCount: 55_000 };

/** Runs an edge on anything: it may give a value, or refuse with sentences, and nothing else. */
function expectSentences(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(SweepsError);
    if (error instanceof SweepsError) {
      expect(error.problems.length).toBeGreaterThan(0);
      for (const problem of error.problems) expect(problem).not.toMatch(/\n\s+at |undefined is not|Cannot read/);
    }
  }
}

/** What YAML can hold, and some that it can't. */
const anything = fc.anything({ withNullPrototype: true, withDate: true, withMap: true, withSparseArray: true });
/** Near enough to a spec to get past the first check. */
const nearSpec = fc.record(
  {
    version: fc.oneof(fc.constant(1), anything),
    name: fc.oneof(fc.string(), anything),
    dataset: fc.oneof(fc.constant('mnist'), fc.string(), anything),
    model: fc.oneof(
      fc.record(
        {
          dimensions: fc.oneof(fc.constant([784, 8]), fc.array(fc.oneof(fc.integer(), fc.array(fc.integer()))), anything),
          noise: anything,
          activation: fc.oneof(fc.constantFrom('tanh', 'relu'), anything),
        },
        { requiredKeys: [] },
      ),
      anything,
    ),
    training: fc.oneof(
      fc.dictionary(fc.constantFrom('learningRate', 'batchSize', 'epochs', 'optimizer', 'schedule', '__proto__', 'constructor'), anything),
      anything,
    ),
    seeds: fc.oneof(fc.array(fc.integer()), anything),
    sampler: fc.oneof(fc.constantFrom('grid', 'random'), anything),
    baselines: anything,
    extendable: anything,
    record: anything,
  },
  { requiredKeys: [] },
);

describe('an arbitrary spec', () => {
  it('is parsed or refused with sentences', () => {
    fc.assert(
      fc.property(fc.oneof(anything, nearSpec), (document) => expectSentences(() => parseSpec(document))),
      { numRuns: 2_000 },
    );
  });

  it('is parsed or refused with sentences when given as text', () => {
    const yaml = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('&', '*', 'a', ':', ' ', '\n', '-', '[', ']', '{', '}', '!', '|', '>', '"', "'", '%', '?') }),
    );
    fc.assert(
      fc.property(yaml, (text) => expectSentences(() => parseSpec(parseSpecText(text)))),
      { numRuns: 2_000 },
    );
  });

  it('is refused with a sentence if its aliases expand exponentially', () => {
    const lines = ['a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]'];
    for (let depth = 1; depth < 12; depth++)
      lines.push(
        `a${depth}: &a${depth} [${Array(9)
          .fill(`*a${depth - 1}`)
          .join(', ')}]`,
      );
    expect(() => parseSpecText(lines.join('\n'))).toThrow(SweepsError);
  });

  it('is planned or refused with sentences, in no more time than the largest plan takes', () => {
    const numbers = fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });
    const spec = fc.record({
      version: fc.constant(1),
      model: fc.record({
        dimensions: fc.array(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 2, maxLength: 4 }), { minLength: 1 }),
      }),
      training: fc.record({
        learningRate: numbers,
        batchSize: fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 20 }),
      }),
      seeds: fc.array(fc.nat(), { minLength: 1, maxLength: 50 }),
    });
    fc.assert(
      fc.property(spec, (document) => expectSentences(() => expand(parseSpec(document), facts))),
      { numRuns: 60 },
    );
  });
});
