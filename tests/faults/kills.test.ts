import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inTemporaryFolder, startHourglass, untilExit } from '../support/hourglass.ts';
import { expectSuccess } from './kill-sweep.ts';
import { processesOf, signalAll } from './processes.ts';
import { countEvent, countLeases, maxDeathsOfOneRun, openLeases, readRecord } from './read-record.ts';
import { runKills } from './run-kills.ts';
import { SeededRandom } from './seeded-random.ts';
import { shortIntervals, writeSmallSweep } from './small-sweep.ts';

const seed = 20_261_124;

it('loses nothing to 20 random kills: every run completes once, with the bits of an undisturbed one', {
  timeout: 1_200_000,
}, async () => {
  const { counts, problems, resumed } = await runKills(20, seed, (line) => process.stdout.write(`${line}\n`));
  expect(problems).toEqual([]);
  expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(20);
  // Guards against a test that never interrupts a run in training.
  expect(resumed).toBeGreaterThan(0);
});

it('fails no run when all processes are killed at once 14 times, 0.5 to 3 s after a claim, while runs train and PCA is fitted', {
  timeout: 1_200_000,
}, async () => {
  await inTemporaryFolder(async (folder) => {
    const spec = await writeSmallSweep(folder, { epochs: 40 });
    const calm = join(folder, 'undisturbed');
    await expectSuccess(['sweep', spec, '--home', calm, '--workers', '2', '--json']);
    const home = join(folder, 'killed');
    const random = new SeededRandom(seed);
    // No checkpoint is due between two kills, so that no run makes progress.
    const intervals = { ...shortIntervals, HOURGLASS_CHECKPOINT: '60000' };
    for (let kill = 0; kill < 14; kill++) {
      // Leases of the previous round stay open until a process checks them. Only a new lease shows that a run is training.
      const before = countLeases(home);
      const group = startHourglass(['sweep', spec, '--home', home, '--workers', '2'], intervals, { isGroupLeader: true });
      const ended = untilExit(group);
      while (countLeases(home) === before && group.exitCode === null) await sleep(5);
      await sleep(random.between(500, 3_000));
      if (group.exitCode !== null) break;
      if (group.pid === undefined) throw new Error('hourglass sweep could not be started.');
      process.kill(-group.pid, 'SIGKILL');
      await ended;
      while (processesOf(home).all.length > 0) await sleep(20);
    }
    // Guards against a test in which every run passes a checkpoint before each kill, or none interrupts a fit.
    expect(maxDeathsOfOneRun(home, 'run')).toBeGreaterThanOrEqual(3);
    expect(maxDeathsOfOneRun(home, 'baseline')).toBeGreaterThanOrEqual(3);
    await expectSuccess(['sweep', spec, '--home', home, '--workers', '2', '--json']);
    expect(countEvent(home, 'run.failed')).toBe(0);
    expect(readRecord(home)).toEqual(readRecord(calm));
  });
});

it('fails a run whose workers are killed alone three times before it gets past a checkpoint', { timeout: 1_200_000 }, async () => {
  await inTemporaryFolder(async (folder) => {
    const spec = await writeSmallSweep(folder, { seeds: 1, baselines: [] });
    const home = join(folder, 'killed-alone');
    const sweep = startHourglass(['sweep', spec, '--home', home, '--workers', '1'], shortIntervals);
    const ended = untilExit(sweep);
    while (countEvent(home, 'run.failed') === 0 && sweep.exitCode === null) {
      if (openLeases(home) > 0) signalAll(processesOf(home).workers, 'SIGKILL');
      await sleep(5);
    }
    const { exitCode, stderr } = await ended;
    expect(exitCode).toBe(1);
    expect(stderr).toContain('died 3 times in a row');
  });
});
