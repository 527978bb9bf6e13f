import { type ChildProcess, execFile } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { processesOf } from '../faults/processes.ts';
import { countEvent } from '../faults/read-record.ts';
import { writeSmallSweep } from '../faults/small-sweep.ts';
import { hourglass, inTemporaryFolder, interruptProcess, startHourglass, untilExit } from '../support/hourglass.ts';
import { freePort } from '../support/listening.ts';
import type { Polled, Polling } from './poll-dashboard.ts';

export interface Soak {
  readonly runs: number;
  readonly requests: number;
  readonly exports: number;
  readonly backups: number;
  /** Failed requests, failed commands, and error lines of workers. */
  readonly errors: readonly string[];
  /** The longest response time of the dashboard, in milliseconds. */
  readonly longestWait: number;
  /** Resident megabytes of all processes at the end of the first third, and at the end. */
  readonly memory: { readonly early: number; readonly late: number };
}

/** Trains at full rate while the dashboard is polled, runs are exported and backups are taken. Collects every error. */
export function runSoak(minutes: number, print: (line: string) => void): Promise<Soak> {
  return inTemporaryFolder(async (folder) => {
    const home = join(folder, 'home');
    // More runs than two cores can train in this time.
    const seeds = Math.ceil(minutes * 15);
    const spec = await writeSmallSweep(folder, { epochs: 60, seeds, baselines: [] });
    const url = `http://127.0.0.1:${await freePort()}`;
    const up = startHourglass(['up', '--home', home, '--port', new URL(url).port, '--workers', '2', '--example', spec]);
    const ended = untilExit(up);
    await untilAnnounced(up);
    const started = Date.now();
    const until = started + minutes * 60_000;
    const errors: string[] = [];
    const [polled, exports, backups, memory] = await Promise.all([
      pollDashboard({ url, until }),
      repeat({ until, errors, pause: 5_000 }, () => exportOne(home, folder)),
      repeat({ until, errors, pause: 20_000 }, () => backUp(home, folder)),
      watchMemory(home, until, print),
    ]);
    for (const { path, wait, at } of polled.long)
      print(`${path} was answered after ${wait} ms, ${Math.round((at - started) / 1000)} s after the start.`);
    errors.push(...polled.errors);
    const runs = countEvent(home, 'run.complete');
    if (runs === 2 * seeds) errors.push('Everything was trained before the time was over: give the sweep more seeds.');
    await interruptProcess(up);
    const { stderr } = await ended;
    errors.push(...stderr.split('\n').filter((line) => /failed|locked|could not/.test(line)));
    errors.push(...(await problemsOf(['doctor', '--check', '--home', home])));
    return { runs, requests: polled.requests, longestWait: polled.longestWait, exports, backups, errors, memory };
  });
}

/** Polls in a worker thread, so that work on this thread's event loop does not count as the dashboard's response time. */
async function pollDashboard(polling: Polling): Promise<Polled> {
  const [polled] = await once(new Worker(new URL('./poll-dashboard.ts', import.meta.url), { workerData: polling }), 'message');
  return polled;
}

/** Waits until the address is printed, as a user does. */
async function untilAnnounced(up: ChildProcess): Promise<void> {
  if (up.stderr === null) throw new Error('hourglass up says nothing');
  for await (const [chunk] of on(up.stderr, 'data', { close: ['end'] })) if (String(chunk).includes('Dashboard: ')) return;
  throw new Error('hourglass up ended before it served');
}

interface Repetition {
  readonly until: number;
  readonly errors: string[];
  /** Milliseconds between repetitions, which leave processor time for training. */
  readonly pause: number;
}

/** Repeats `work` until the end. Returns the number of repetitions. */
async function repeat({ until, errors, pause }: Repetition, work: () => Promise<readonly string[]>): Promise<number> {
  let times = 0;
  do {
    errors.push(...(await work()));
    times++;
    await sleep(Math.min(pause, Math.max(0, until - Date.now())));
  } while (Date.now() < until);
  return times;
}

async function exportOne(home: string, folder: string): Promise<readonly string[]> {
  const { stdout } = await hourglass('runs', 'ls', '--state', 'complete', '--json', '--home', home);
  const ids = [...stdout.matchAll(/"id":"([0-9a-z]{10})","sweep":"[0-9a-z]{10}","kind":"run"/g)].map(([, id]) => id);
  const id = ids.at(-1);
  return id === undefined
    ? []
    : problemsOf(['runs', 'export', id, '--csv', join(folder, 'costs.csv'), '--weights', join(folder, 'weights.npz'), '--home', home]);
}

/** Takes a backup, restores it and checks the restored home. */
async function backUp(home: string, folder: string): Promise<readonly string[]> {
  const archive = join(folder, 'backup.tar');
  const restored = join(folder, `restored-${Date.now()}`);
  const problems = await problemsOf(['backup', archive, '--home', home]);
  if (problems.length > 0) return problems;
  await mkdir(restored);
  try {
    // Asynchronous, so that the other tasks on this event loop continue.
    await promisify(execFile)('tar', ['xf', archive, '-C', restored]);
    return await problemsOf(['doctor', '--check', '--home', restored]);
  } finally {
    await rm(restored, { recursive: true, force: true });
  }
}

async function problemsOf(arguments_: readonly string[]): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await hourglass(...arguments_);
  // Ignores files without rows: they are being written, or belong to a thinned checkpoint that the next gc removes.
  const found = `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('!') && !line.includes('are referenced by no run'));
  return exitCode === 0 || found.length === 0 ? [] : [`hourglass ${arguments_.join(' ')}: ${found.join(' ')}`];
}

async function watchMemory(home: string, until: number, print: (line: string) => void): Promise<Soak['memory']> {
  const started = Date.now();
  const third = (until - started) / 3;
  let early = 0;
  let late = 0;
  while (Date.now() < until) {
    await sleep(Math.min(5_000, third));
    late = await residentMegabytes(processesOf(home).all);
    if (Date.now() - started <= third + 5_000 || early === 0) early = late;
    print(`${Math.round((Date.now() - started) / 1000)} s: ${countEvent(home, 'run.complete')} runs complete, ${late} MB`);
  }
  return { early, late };
}

/** Counts only long-running processes, because short commands can't leak memory. */
async function residentMegabytes(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      try {
        const status = await readFile(`/proc/${pid}/status`, 'utf8');
        const isLasting = /main\.ts\0(up|worker)\0|next/.test(await readFile(`/proc/${pid}/cmdline`, 'latin1'));
        const resident = /VmRSS:\s+(\d+) kB/.exec(status);
        // A zombie has no resident memory.
        return isLasting && resident !== null ? Number(resident[1]) : 0;
      } catch {
        // The process ended while its files were read.
        return 0;
      }
    }),
  );
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024);
}
