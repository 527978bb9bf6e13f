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
  expect(posteriorCollapse({ validation: { kl: 0.0213, activeUnits: 0 } }, 20)).toBe(
    'The code is ignored (posterior collapse): KL 0.021 nats, 0 of 20 dimensions in use. A smaller `beta`, `warmUpEpochs` or `freeBits` usually helps.',
  );
});
