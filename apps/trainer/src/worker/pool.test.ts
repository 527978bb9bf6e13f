import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openStore } from '@hourglass/db';
import { expect, it, onTestFinished } from 'vitest';
import { isIdle, tinySweep } from '../testing/tiny-sweep.ts';
import { startPool } from './pool.ts';

/** Ids of this process's workers on a home. */
function workersOf(home: string): readonly number[] {
  try {
    return execFileSync('pgrep', ['-P', String(process.pid), '-f', `worker --home ${home}`], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number);
  } catch {
    // pgrep ends with 1 where it finds none.
    return [];
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(50);
}

it('starts one worker fewer after the kernel killed one for lack of memory, but at least one', async () => {
  const home = mkdtempSync(join(tmpdir(), 'hourglass-pool-'));
  const events = join(home, 'memory.events');
  const countKills = (count: number) => writeFileSync(events, String(count));
  countKills(4);
  const lines: string[] = [];
  const shrinks: [workers: number, because: string][] = [];
  const store = await openStore({ home, mode: 'write' });
  const pool = startPool({
    store,
    leaseMilliseconds: 30_000,
    workers: 2,
    quiet: true,
    onLine: (line) => lines.push(line),
    onShrink: (...shrunk) => shrinks.push(shrunk),
    memoryKills: () => Number(readFileSync(events, 'utf8')),
  });
  onTestFinished(async () => {
    pool.kill();
    await until(() => workersOf(home).length === 0);
    await pool.stop();
    await store.close();
    rmSync(home, { recursive: true });
  });
  const killOne = async () => {
    const before = lines.length;
    const [pid] = workersOf(home);
    if (pid === undefined) throw new Error('There is no worker.');
    process.kill(pid, 'SIGKILL');
    await until(() => lines.slice(before).some((line) => line.startsWith(`worker ${pid} `)));
    return lines.find((line) => line.startsWith(`worker ${pid} `));
  };
  await until(() => workersOf(home).length === 2);
  expect(workersOf(home).map((pid) => readFileSync(`/proc/${pid}/oom_score_adj`, 'utf8').trim())).toEqual(['500', '500']);

  // By a person: nothing was counted.
  expect(await killOne()).toMatch(/ended and is being replaced: SIGKILL$/);
  await until(() => workersOf(home).length === 2);
  expect(pool.size).toBe(2);

  countKills(5);
  expect(await killOne()).toMatch(
    /was killed because memory ran out\. The pool continues with 1 worker instead of 2\. Give it more memory/,
  );
  expect(pool.size).toBe(1);
  expect(workersOf(home)).toHaveLength(1);

  expect(shrinks).toEqual([[1, 'memory ran out for 2 workers']]);

  countKills(6);
  expect(await killOne()).toMatch(/ended and is being replaced: memory ran out\. Give it more memory/);
  await until(() => workersOf(home).length === 1);
  expect(pool.size).toBe(1);
  expect(shrinks).toHaveLength(1);
});

it('trains the queued runs, and leaves no process behind', async () => {
  const { home, store } = await tinySweep('epochs: 3, batchSize: 10, learningRate: [0.01, 0.001, 0.0001]');
  const pool = startPool({ store, workers: 2, leaseMilliseconds: 10_000, quiet: true, onLine: () => {} });
  onTestFinished(() => pool.kill());
  await expect.poll(() => isIdle(store), { timeout: 120_000 }).toBe(true);
  expect((await store.runs.list()).map(({ state }) => state)).toEqual(['complete', 'complete', 'complete', 'complete', 'complete']);
  await pool.stop();
  expect(workersOf(home)).toEqual([]);
  expect(await store.workers.list(0)).toEqual([]);
});
