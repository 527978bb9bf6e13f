import { expect, it } from 'vitest';
import { ignoredCode } from './ignored-code.ts';

it.each([
  ['a divergence near 0', { kl: 0.02, activeUnits: 0 }, 20, true],
  ['one dimension in use of many', { kl: 2, activeUnits: 1 }, 20, true],
  ['one dimension in use of two', { kl: 2, activeUnits: 1 }, 2, false],
  ['several dimensions in use', { kl: 21, activeUnits: 13 }, 20, false],
  ['no divergence recorded', { cost: 3 }, 20, false],
  ['a recurrent decoder that needs its code', { cost: 3, zeroCodeCost: 9 }, 20, false],
  ['a recurrent decoder with the same cost without its code', { cost: 8.9, zeroCodeCost: 9 }, 20, true],
  ['a recurrent decoder with a higher cost with its code', { cost: 9.5, zeroCodeCost: 9 }, 20, true],
  ['a cost that is not finite', { cost: null, zeroCodeCost: 9 }, 20, false],
])('judges %s', (_, validation, codeSize, isIgnored) => {
  expect(ignoredCode({ validation }, codeSize) !== null).toBe(isIgnored);
  expect(ignoredCode({ test: validation }, codeSize) !== null).toBe(isIgnored);
});

it('names what was measured and what helps', () => {
  const remedy = 'A smaller `beta`, some epochs of `warmUpEpochs`, or `freeBits` above 0 usually help.';
  expect(ignoredCode({ validation: { kl: 0.0213, activeUnits: 0 } }, 20)).toBe(
    `The code is ignored (posterior collapse): KL 0.021 nats, 0 of 20 dimensions in use. ${remedy}`,
  );
  expect(ignoredCode({ validation: { kl: 8, activeUnits: 1 } }, 20)).toBe(
    `Most of the code is ignored (posterior collapse): KL 8 nats, 1 of 20 dimensions in use. ${remedy}`,
  );
});
