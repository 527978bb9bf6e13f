import { describe, expect, it } from 'vitest';
import { describeShape, shapes, stepOperations } from './shapes.ts';

describe('stepOperations', () => {
  it('counts every product of a network of one layer', () => {
    // Encoder [3, 4]·[4, 2]: forward and weight gradient. Decoder [3, 2]·[2, 4]: forward, weight and input gradient.
    expect(stepOperations({ network: { kind: 'dense', dimensions: [4, 2], noise: 0 }, batchSize: 3 })).toBe(5 * 2 * 3 * 4 * 2);
  });

  it('counts 60 million operations for the seed program', () => {
    // 2·20·(6·(784·256 + 256·256 + 256·64 + 64·32) − 784·256)
    expect(stepOperations(shapes[0])).toBe(60_293_120);
  });

  it('is unknown for other networks', () => {
    expect(stepOperations({ network: { kind: 'lstm', units: 64 }, batchSize: 100 })).toBeNull();
  });
});

it('every shape has a name and a description of its own', () => {
  for (const of of [({ name }: (typeof shapes)[0]) => name, describeShape]) expect(new Set(shapes.map(of)).size).toBe(shapes.length);
});
