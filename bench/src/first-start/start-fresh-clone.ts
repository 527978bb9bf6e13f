import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openStore } from '@hourglass/db';
import { openStream } from '@hourglass/engine/early/open-stream';
import { findInPackageIndex } from '@hourglass/engine/early/package-index';
import { pinnedWheel } from '@hourglass/engine/early/pinned-wheel';
import { BenchError } from '../errors.ts';
import { childrenCpuSeconds } from '../measuring/measure-processes.ts';
import { parseStages, type TimedLine } from './parse-stages.ts';
import type { FirstStart } from './prepare-report.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The start fails after this many milliseconds. */
const timeoutMilliseconds = 1_200_000;

/** Clones the last commit, runs `npm start` with empty caches, and waits for the first page and the first trained epoch. */
export async function startFreshClone(folder: string, port: number): Promise<FirstStart> {
  const clone = join(folder, 'clone');
  const home = join(folder, 'home');
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'user'), { recursive: true });
  await promisify(execFile)('git', ['clone', '--quiet', root, clone]);

  const cpuBefore = await childrenCpuSeconds();
  const bytesBefore = await receivedBytes();
  const startedAt = Date.now();
  const lines: TimedLine[] = [];
  const page = Promise.withResolvers<number>();
  const since = (time: number) => (time - startedAt) / 1000;
  const child = spawn('npm', ['start', '--', '--port', String(port), '--home', home], {
    cwd: clone,
    env: freshEnvironment(join(folder, 'user')),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (text) => {
      lines.push({ at: since(Date.now()), text });
      const [, address] = /^Dashboard: (\S+)/.exec(text) ?? [];
      if (address !== undefined) fetchPage(address).then(() => page.resolve(since(Date.now())), page.reject);
    });
  }
  const ended = once(child, 'exit').then(() => {
    throw new BenchError(
      'COMMAND_FAILED',
      `npm start ended: ${lines
        .map(({ text }) => text)
        .join('\n')
        .slice(-2_000)}`,
    );
  });
  try {
    const late = sleep(timeoutMilliseconds, undefined, { ref: false }).then(() => {
      throw new BenchError('COMMAND_FAILED', `npm start took more than ${timeoutMilliseconds / 60_000} minutes.`);
    });
    const [firstPage, epoch] = await Promise.race([Promise.all([page.promise, firstEpoch(home)]), ended, late]);
    const bytes = (await receivedBytes()) - bytesBefore;
    await stop(child, ended);
    const cpuSeconds = (await childrenCpuSeconds()) - cpuBefore;
    return {
      stages: parseStages(lines),
      firstPage,
      firstEpoch: since(epoch.time),
      epochSeconds: epoch.seconds,
      bytes,
      bytesPerSecond: await rateOfOneDownload(),
      cpuSeconds,
    };
  } finally {
    if (child.exitCode === null && child.signalCode === null) await stop(child, ended);
  }
}

/** The environment of a new user: empty caches, with this machine's certificates and mirrors. */
function freshEnvironment(user: string): NodeJS.ProcessEnv {
  const { XDG_CACHE_HOME: _, XDG_DATA_HOME: __, HOURGLASS_CACHE: ___, HOURGLASS_HOME: ____, INIT_CWD: _____, ...inherited } = process.env;
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'));
  const npm = Object.keys(inherited).filter((name) => /^npm_/i.test(name) && !/registry|cafile/i.test(name));
  for (const name of npm) delete inherited[name];
  return { ...inherited, PATH: path.join(delimiter), HOME: user };
}

async function fetchPage(address: string): Promise<void> {
  const response = await fetch(address);
  await response.arrayBuffer();
  if (!response.ok) throw new BenchError('COMMAND_FAILED', `The first page answers ${response.status}.`);
}

/** When the first epoch of any run ended (UTC milliseconds), and how many seconds it trained. */
async function firstEpoch(home: string): Promise<{ readonly time: number; readonly seconds: number }> {
  for (;;) {
    await sleep(500);
    try {
      const store = await openStore({ home, mode: 'read' });
      try {
        const events = await store.events.after(0, 10_000);
        const event = events.find(({ kind, data }) => kind === 'run.epoch' && data?.epoch === 1);
        if (event === undefined || event.run === null) continue;
        const [epoch] = await store.runs.epochs(event.run);
        if (epoch !== undefined) return { time: event.time, seconds: epoch.seconds };
      } finally {
        await store.close();
      }
    } catch (error) {
      // There is no database yet.
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
}

/** Bytes received on all interfaces except loopback, including other programs' downloads. NaN where the system has no counters. */
async function receivedBytes(): Promise<number> {
  const text = await readFile('/proc/net/dev', 'utf8').catch(() => null);
  if (text === null) return Number.NaN;
  const counts = [...text.matchAll(/^\s*(\S+):\s*(\d+)/gm)].filter(([, name]) => name !== 'lo');
  return counts.reduce((sum, [, , bytes]) => sum + Number(bytes), 0);
}

/** The download rate of the wheel in bytes per second. The bytes are discarded. */
async function rateOfOneDownload(): Promise<number> {
  const { url, ca } = await findInPackageIndex(pinnedWheel);
  const started = performance.now();
  const { body } = await openStream(url, ca === undefined ? {} : { ca });
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.length;
  return bytes / ((performance.now() - started) / 1000);
}

/** Ends the process group as Ctrl-C in a terminal does. */
async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  await ended.catch(() => {});
}
