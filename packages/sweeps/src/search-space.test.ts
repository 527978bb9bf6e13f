import { describe, expect, it } from 'vitest';
import { axesOf, configurationAt, countConfigurations, familiesOf, type SearchSpace, subspaceOf } from './search-space.ts';
import { parseSpec } from './spec.ts';

const choice = (...values: readonly unknown[]) => ({ kind: 'choice', values }) as const;

describe('a search space', () => {
  it('has the own and the shared fields of each family', () => {
    const space: SearchSpace = {
      family: choice('flat', 'wavy'),
      dimensions: choice([4, 2], [4, 1]),
      filters: choice(8),
      epochs: choice(1, 2),
    };
    const fieldsOf = (family: string) => new Set(['family', family === 'flat' ? 'dimensions' : 'filters', 'epochs']);
    expect(subspaceOf(space, 'flat', fieldsOf)).toEqual({
      family: choice('flat'),
      dimensions: choice([4, 2], [4, 1]),
      epochs: choice(1, 2),
    });
    expect(Object.keys(subspaceOf(space, 'wavy', fieldsOf))).toEqual(['family', 'filters', 'epochs']);
  });

  it('has the fields of the families that a spec names, in order, the family first', () => {
    const { space } = parseSpec({
      version: 1,
      model: {
        family: ['dense'],
        dimensions: [
          [784, 8],
          [784, 16],
        ],
      },
      training: { epochs: [1, 2] },
    });
    expect(familiesOf(space)).toEqual(['dense']);
    expect(Object.keys(space).slice(0, 2)).toEqual(['family', 'dimensions']);
    expect(axesOf(space)).toEqual(['dimensions', 'epochs']);
    expect(countConfigurations(space)).toBe(4);
  });

  it('names the options in which choices of one kind differ', () => {
    const model = {
      dimensions: [784, 32],
      code: ['plain', 'wasserstein', { kind: 'sparse', penalty: 'kl' }, { kind: 'sparse', weight: 1 }],
    };
    expect(axesOf(parseSpec({ version: 1, model }).space)).toEqual(['code', 'code.penalty', 'code.weight']);
    const betas = [1, 4].map((beta) => ({ kind: 'variational', beta }));
    expect(axesOf(parseSpec({ version: 1, model: { dimensions: [784, 32], code: betas } }).space)).toEqual(['code.beta']);
  });

  it('has a configuration at each index, the first field varying fastest', () => {
    const axes = [
      ['a', [1, 2]],
      ['b', ['x', 'y', 'z']],
    ] as const;
    expect(Array.from({ length: 6 }, (_, index) => Object.values(configurationAt(axes, index)).join(''))).toEqual([
      '1x',
      '2x',
      '1y',
      '2y',
      '1z',
      '2z',
    ]);
  });
});
