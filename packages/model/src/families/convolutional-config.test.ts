import { expect, it } from 'vitest';
import { describeNetwork, runConfigSchema } from '../config.ts';

it('describes a quantized code: the grid of the last stage, its values and its bits', () => {
  const config = (code: object) => runConfigSchema.parse({ family: 'convolutional', codeSize: null, code: { kind: 'quantized', ...code } });
  const description = describeNetwork(config({}), [28, 28]);
  expect(description).toMatchObject({ codeSize: 49 * 16, encodedSize: 49, codeBits: 49 * 7 });
  // Kernels of 3 × 3 from 1 to 16 and from 16 to 32 channels in both halves, 32 × 16 weights on either side of the code, and all biases.
  expect(description.parameterCount).toBe(2 * (9 * 16 + 9 * 16 * 32 + 32 * 16) + (16 + 32 + 16) + (32 + 16 + 1));
  // A codebook that moving averages change has no parameters; one with a loss has.
  expect(describeNetwork(config({ update: 'loss' }), [28, 28]).parameterCount - description.parameterCount).toBe(128 * 16);
  expect(describeNetwork(config({ codes: 1_000, codeDimension: 3 }), [5, 9])).toMatchObject({
    ...{ codeSize: 2 * 3 * 3, encodedSize: 2 * 3 },
    codeBits: 2 * 3 * Math.log2(1_000),
  });
});
