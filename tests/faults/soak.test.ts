import { expect, it } from 'vitest';
import { runSoak } from '../soak/run-soak.ts';

it('runs for a minute at full rate with a dashboard, exports and backups, without an error', { timeout: 1_200_000 }, async () => {
  const { runs, requests, exports, backups, errors } = await runSoak(1, (line) => process.stdout.write(`${line}\n`));
  expect(errors).toEqual([]);
  expect(Math.min(runs, requests, exports, backups)).toBeGreaterThan(0);
});
