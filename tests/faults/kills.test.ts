import { expect, it } from 'vitest';
import { runKills } from './run-kills.ts';

const seed = 20_261_124;

it('loses nothing to 20 random kills: every run is finished once, with the bits of an undisturbed one', {
  timeout: 1_200_000,
}, async () => {
  const { counts, problems, resumed } = await runKills(20, seed, (line) => process.stdout.write(`${line}\n`));
  expect(problems).toEqual([]);
  expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(20);
  // Otherwise nothing was ever caught in the middle, and the test would show nothing.
  expect(resumed).toBeGreaterThan(0);
});
