import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Life, lifeCommands } from '../testing/run-life/commands.ts';
import { expectEveryRunCanEnd, expectListsAreTrue } from '../testing/run-life/invariants.ts';
import { leaseMilliseconds, World } from '../testing/run-life/world.ts';
import { temporaryHome } from '../testing/temporary-database.ts';

/** A fixed seed, so that a failure is caused by the tested change. */
const parameters = { seed: 20_261_129, numRuns: 50 } as const;

async function live(commands: Iterable<Life>): Promise<void> {
  const home = await temporaryHome();
  const world = await World.open(home);
  try {
    await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
    world.wait(leaseMilliseconds + 1);
    await expectListsAreTrue(world);
    await expectEveryRunCanEnd(world);
  } finally {
    await world.close();
    await rm(home, { recursive: true, force: true });
  }
}

it('states match events, lists are correct, and every run can finish, after any actions of users, workers, machines and clocks', {
  timeout: 600_000,
}, async () => {
  expect.hasAssertions();
  await fc.assert(fc.asyncProperty(fc.commands([...lifeCommands], { maxCommands: 100, size: 'max' }), live), parameters);
});
