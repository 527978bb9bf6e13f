import { expect, it } from 'vitest';
import { posteriorCollapse } from './posterior-collapse.ts';

it.each([
  ['a divergence near 0', { kl: 0.02, activeUnits: 0 }, 20, true],
  ['one dimension in use of many', { kl: 2, activeUnits: 1 }, 20, true],
  ['one dimension in use of two', { kl: 2, activeUnits: 1 }, 2, false],
  ['several dimensions in use', { kl: 21, activeUnits: 13 }, 20, false],
  ['no divergence recorded', { cost: 3 }, 20, false],
])('judges %s', (_, validation, codeSize, isIgnored) => {
  expect(posteriorCollapse({ validation }, codeSize) !== null).toBe(isIgnored);
  expect(posteriorCollapse({ test: validation }, codeSize) !== null).toBe(isIgnored);
});

it('names what was measured and what helps', () => {
  const remedy = 'A smaller `beta`, some epochs of `warmUpEpochs`, or `freeBits` above 0 usually help.';
  expect(posteriorCollapse({ validation: { kl: 0.0213, activeUnits: 0 } }, 20)).toBe(
    `The code is ignored (posterior collapse): KL 0.021 nats, 0 of 20 dimensions in use. ${remedy}`,
  );
  expect(posteriorCollapse({ validation: { kl: 8, activeUnits: 1 } }, 20)).toBe(
    `Most of the code is ignored (posterior collapse): KL 8 nats, 1 of 20 dimensions in use. ${remedy}`,
  );
});
