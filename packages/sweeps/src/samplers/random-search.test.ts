import { random } from '@hourglass/model/config';
import { layoutText } from '@hourglass/model/layout';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownFacts } from '../dataset-facts.ts';
import { expand } from '../expand.ts';
import { countConfigurations, type NumberRange, type SearchSpace } from '../search-space.ts';
import { parseSpec } from '../spec.ts';
import { drawValue } from './draw-value.ts';
import { randomSearch } from './random-search.ts';
import { samplerOf } from './registry.ts';
import type { TriedRun } from './sampler.ts';

const mnist = knownFacts('mnist');
if (mnist === null) throw new Error('MNIST is known');

function proposals(space: SearchSpace, seed: number, most = Number.POSITIVE_INFINITY) {
  const history: TriedRun[] = [];
  while (history.length < most) {
    const config = randomSearch(space, history, random(seed, 'search', history.length));
    if (config === null) break;
    history.push({ config, validationCostPerSample: null });
  }
  return history.map(({ config }) => config);
}

const spaceOf = (document: object) => parseSpec({ version: 1, sampler: 'random', ...document }).space;

describe('random search', () => {
  /** Recorded when `epochs` was the last field of the schema. */
  it.each([
    [
      1,
      ['784-64-16 tanh masking 0.00144296041692 92', '784-64-16 relu none 0.00087916788108 23', '784-64-16 relu none 0.000242512303378 91'],
    ],
    [
      2,
      [
        '784-64-16 tanh masking 0.00144296041692 147',
        '784-64-16 relu none 0.00087916788108 88',
        '784-64-16 relu none 0.000242512303378 148',
      ],
    ],
  ] as const)('proposes as version %i did before fields were added to the schema', (version, recorded) => {
    const space = spaceOf({
      model: {
        dimensions: [
          [784, 64, 16],
          [784, 32, 8],
        ],
        activation: ['tanh', 'relu'],
        noise: ['none', 'masking'],
      },
      training: { learningRate: { min: 0.0001, max: 0.01, scale: 'log' }, batchSize: { min: 10, max: 200 } },
    });
    const history: TriedRun[] = [];
    const proposed = recorded.map((_, index) => {
      const config = samplerOf('random', version)(space, history, random(7, 'search', index));
      if (config?.family !== 'dense') throw new Error('the space has one family');
      history.push({ config, validationCostPerSample: null });
      const { dimensions, activation, noise, learningRate, batchSize } = config;
      return [layoutText(dimensions), activation, noise.kind, learningRate, batchSize].join(' ');
    });
    expect(proposed).toEqual(recorded);
  });

  it('proposes each configuration of a finite space once, then says that the space is exhausted', () => {
    const document = fc.record({
      model: fc.record({
        dimensions: fc.constant([
          [784, 8],
          [784, 16],
        ]),
        tied: fc.subarray([true, false], { minLength: 1 }),
      }),
      training: fc.record({
        batchSize: fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(4)).map(([min, more]) => ({ min, max: min + more })),
        epochs: fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(4)).map(([min, more]) => ({ min, max: min + more, scale: 'log' })),
        learningRate: fc.constantFrom(0.1, [0.1, 0.2, 0.1], { min: 0.3, max: 0.3 }),
      }),
    });
    fc.assert(
      fc.property(document, fc.nat(), (given, seed) => {
        const space = spaceOf(given);
        const configs = proposals(space, seed);
        expect(new Set(configs.map((config) => JSON.stringify(config))).size).toBe(configs.length);
        expect(configs).toHaveLength(countConfigurations(space));
      }),
      { numRuns: 30 },
    );
  });

  it('finds the last of many configurations, which random draws alone would rarely find', () => {
    const space = spaceOf({ model: { dimensions: [784, 8] }, training: { batchSize: { min: 1, max: 3_000 } } });
    const sizes = proposals(space, 1).map(({ batchSize }) => batchSize);
    expect(sizes.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 3_000 }, (_, index) => index + 1));
  });

  it('ends when a range of real numbers has no other value', () => {
    const space = spaceOf({ model: { dimensions: [784, 8] }, training: { learningRate: { min: 0.1, max: 0.1 + 1e-14 } } });
    expect(proposals(space, 1).length).toBeLessThan(5);
  });

  it('repeats the proposals of version 1 for sweeps created with it', () => {
    const spec = parseSpec({
      version: 1,
      model: { dimensions: [784, 8] },
      training: { batchSize: { min: 10, max: 20 }, learningRate: { min: 1e-4, max: 1e-1, scale: 'log' } },
      sampler: { kind: 'random', runs: 6, seed: 3 },
      baselines: [],
    });
    const drawn = (version: 1 | 2) => expand(spec, mnist, version).map(({ values }) => values.batchSize);
    expect(drawn(1)).toEqual([19, 11, 19, 11, 11, 18]);
    expect(drawn(2)).not.toEqual(drawn(1));
  });
});

describe('drawValue', () => {
  /** How often each whole number came up, of 60,000. */
  const shares = (range: Pick<NumberRange, 'min' | 'max' | 'scale'>) => {
    const source = random(5, 'search');
    const counts = new Map<unknown, number>();
    for (let draw = 0; draw < 60_000; draw++) {
      const value = drawValue({ kind: 'range', range: { ...range, integer: true, steps: null } }, source);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  };
  /** Five standard deviations of a count of 60,000 draws. */
  const tolerance = (probability: number) => 5 * Math.sqrt(60_000 * probability * (1 - probability));

  it('draws each whole number of a linear range with the same probability, including the bounds', () => {
    const counts = shares({ min: 3, max: 8, scale: 'linear' });
    expect([...counts.keys()].map(Number).sort()).toEqual([3, 4, 5, 6, 7, 8]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(tolerance(1 / 6));
  });

  it('draws a whole number n of a log range with probability ln((n + 1) / n) / ln((max + 1) / min)', () => {
    const counts = shares({ min: 2, max: 9, scale: 'log' });
    expect([...counts.keys()].map(Number).sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    for (const [value, count] of counts) {
      const probability = Math.log((Number(value) + 1) / Number(value)) / Math.log(10 / 2);
      expect(Math.abs(count - 60_000 * probability)).toBeLessThan(tolerance(probability));
    }
  });
});
