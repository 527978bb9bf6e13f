import { describe, expect, it } from 'vitest';
import { describeNetwork, familyConfigOf, runConfigSchema } from '../config.ts';

const config = (fields: object) => runConfigSchema.parse({ dimensions: [12, 9, 4], ...fields });

describe('a dense network as data', () => {
  it('counts a weight for each pair of values in neighbouring layers, and biases of both halves', () => {
    const weights = 12 * 9 + 9 * 4;
    const biases = 9 + 4 + 9 + 12;
    expect(describeNetwork(config({}), [3, 4])).toEqual({
      ...{ codeSize: 4, encodedSize: 4, codeBits: null },
      parameterCount: weights + biases,
      // Two operations a weight, forwards and twice backwards, in both halves.
      flops: 12 * weights,
      activationValues: 2 * (12 + 9 + 4),
      loopSteps: 0,
    });
    expect(describeNetwork(config({ tied: false }), [3, 4]).parameterCount).toBe(2 * weights + biases);
  });

  it('derives depth and width', () => {
    expect(familyConfigOf('dense').derivedValues(config({}))).toEqual({ depth: 2, width: 9 });
  });

  it('accepts samples of any shape with as many values as its first layer', () => {
    const { shapeProblem } = familyConfigOf('dense');
    expect([shapeProblem(config({}), [12]), shapeProblem(config({}), [2, 3, 2])]).toEqual([null, null]);
    expect(shapeProblem(config({}), [28, 28])).toBe(
      'dimensions: received [12, 9, 4]; the first must be 784, the number of values in a sample',
    );
  });

  it('is the default family', () => {
    expect(config({}).family).toBe('dense');
    expect(runConfigSchema.safeParse({ family: 'sparse', dimensions: [12, 4] }).success).toBe(false);
  });
});
