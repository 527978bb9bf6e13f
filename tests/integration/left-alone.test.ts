import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass, inTemporaryFolder, root, startHourglass } from '../support/hourglass.ts';
import { untilPrinted } from '../support/listening.ts';

/** 100 samples of four bytes, in an IDX file, and a spec that trains on them. */
async function prepare(
  folder: string,
  epochs: number,
  name = 'Left alone',
): Promise<{ readonly spec: string; readonly home: readonly string[] }> {
  const header = Buffer.from([0, 0, 8, 2, 0, 0, 0, 100, 0, 0, 0, 4]);
  await writeFile(join(folder, 'digits.idx'), Buffer.concat([header, Uint8Array.from({ length: 400 }, (_, index) => (index * 7) % 256)]));
  const spec = join(folder, 'spec.yaml');
  const fields = `dataset: digits.idx\nmodel: { dimensions: [4, 2] }\ntraining: { batchSize: 1, epochs: ${epochs} }\nbaselines: []\n`;
  await writeFile(spec, `version: 1\nname: ${JSON.stringify(name)}\n${fields}`);
  return { spec, home: ['--home', join(folder, 'home'), '--workers', '1'] };
}

/** Runs a line of bash; `$hourglass` is the path of the command. */
async function bash(line: string): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const shell = spawn('bash', ['-c', line], { env: { ...process.env, hourglass: join(root, 'hourglass') } });
  let stdout = '';
  let stderr = '';
  shell.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  shell.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = (await once(shell, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** The step of the only run. */
async function stepOf(home: readonly string[]): Promise<number> {
  const { stdout } = await hourglass('runs', 'ls', '--json', ...home.slice(0, 2));
  const [run] = JSON.parse(stdout) as readonly { readonly step: number }[];
  if (run === undefined) throw new Error('The run is missing.');
  return run.step;
}

async function states(home: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await hourglass('runs', 'ls', '--json', ...home.slice(0, 2));
  return (JSON.parse(stdout) as readonly { readonly state: string }[]).map(({ state }) => state);
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends a sweep with its run checkpointed, released and resumable', (signal) =>
  inTemporaryFolder(async (folder) => {
    const { spec, home } = await prepare(folder, 100_000);
    const sweep = startHourglass(['sweep', spec, ...home]);
    await untilPrinted(sweep, /running/);
    const ended = once(sweep, 'exit');
    sweep.kill(signal);
    expect(await ended).toEqual([130, null]);
    expect(await states(home)).toEqual(['waiting']);
  }),
);

describe('a terminal that hangs up', () => {
  it('is ignored if SIGHUP was ignored when the command started', () =>
    inTemporaryFolder(async (folder) => {
      const { spec, home } = await prepare(folder, 100_000);
      const sweep = startHourglass(['sweep', spec, ...home], {}, { before: "trap '' HUP" });
      await untilPrinted(sweep, /running/);
      const before = await stepOf(home);
      sweep.kill('SIGHUP');
      while ((await stepOf(home)) === before) await sleep(100);
      expect([sweep.exitCode, sweep.signalCode]).toEqual([null, null]);
      const ended = once(sweep, 'exit');
      sweep.kill('SIGINT');
      expect(await ended).toEqual([130, null]);
    }));
});

describe.runIf(process.platform === 'linux')('a terminal that closes', () => {
  /** Starts an interactive shell in a terminal of its own. Killing the process closes the terminal. */
  const openTerminal = (line: string) =>
    spawn('script', ['--quiet', '--command', `bash -ic '${line}'`, '/dev/null'], {
      env: { ...process.env, hourglass: join(root, 'hourglass') },
    });

  it('does not end sweeps under setsid, nohup and disown', () =>
    inTemporaryFolder(async (folder) => {
      const ways = ['setsid SWEEP &', 'nohup SWEEP >/dev/null 2>&1 &', 'SWEEP & disown'] as const;
      const sweeps = await Promise.all(
        ways.map(async (way, index) => {
          const own = join(folder, String(index));
          await mkdir(own);
          const { spec, home } = await prepare(own, 100_000);
          return { home, started: way.replace('SWEEP', `"$hourglass" sweep ${[spec, ...home].join(' ')}`) };
        }),
      );
      const terminal = openTerminal([...sweeps.map(({ started }) => started), 'exec sleep 1000'].join('\n'));
      for (const { home } of sweeps) await untilStepAfter(home, 0);
      await closeTerminal(terminal);
      for (const { home } of sweeps) {
        // Twice, because what was recorded before the terminal closed may be read after it.
        await untilStepAfter(home, await untilStepAfter(home, recordedRun(home).step));
        // The sweep ends with its last run.
        expect((await hourglass('runs', 'stop', recordedRun(home).id, ...home.slice(0, 2))).exitCode).toBe(0);
        while (recordedRun(home).state !== 'stopped') await sleep(50);
      }
    }));

  it('ends a sweep in its foreground, with its run checkpointed, released and resumable', () =>
    inTemporaryFolder(async (folder) => {
      const { spec, home } = await prepare(folder, 100_000);
      const terminal = openTerminal(`exec "$hourglass" sweep ${[spec, ...home].join(' ')}`);
      await untilStepAfter(home, 0);
      await closeTerminal(terminal);
      while (recordedRun(home).state !== 'waiting') await sleep(50);
    }));

  async function closeTerminal(terminal: ChildProcess): Promise<void> {
    const closed = once(terminal, 'close');
    terminal.kill('SIGKILL');
    await closed;
  }

  const runSchema = z.object({ id: z.string(), state: z.string(), step: z.number() });
  const notYet = { id: '', state: 'waiting', step: 0 } as const;

  /** The only run as the database has it: reading is fast enough to poll. */
  function recordedRun([, home = '']: readonly string[]): z.output<typeof runSchema> {
    if (!existsSync(join(home, 'hourglass.db'))) return notYet;
    const database = new Database(join(home, 'hourglass.db'), { readonly: true });
    try {
      const row = database.prepare('SELECT "id", "state", "step" FROM "Run"').get();
      return row === undefined ? notYet : runSchema.parse(row);
    } catch (error) {
      // The tables are created after the file.
      if (error instanceof Database.SqliteError && error.message.startsWith('no such table')) return notYet;
      throw error;
    } finally {
      database.close();
    }
  }

  /** Waits until the only run has recorded a later step, and returns it. */
  async function untilStepAfter(home: readonly string[], step: number): Promise<number> {
    while (recordedRun(home).step <= step) await sleep(50);
    return recordedRun(home).step;
  }
});

it('workers whose parent ends while they start end without a message', () =>
  inTemporaryFolder(async (folder) => {
    const { home } = await prepare(folder, 1);
    // While modules load, while the engine loads, and about when the worker reports that it is ready.
    const ends = [0, 600, 1_500].map(async (milliseconds) => {
      const worker = fork(join(root, 'apps/trainer/src/main.ts'), ['worker', ...home.slice(0, 2)], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      const { stderr } = worker;
      if (stderr === null) throw new Error('The messages of the worker are not piped.');
      let printed = '';
      stderr.on('data', (chunk) => {
        printed += chunk;
      });
      // Not `close`, which Node does not emit after `disconnect`.
      const ended = Promise.all([once(worker, 'exit'), once(stderr, 'end')]);
      await sleep(milliseconds);
      worker.disconnect();
      const [exit] = await ended;
      return { exit, printed: printed.split('\n').filter((line) => !isNoteOfLibrary(line)) };
    });
    for (const end of await Promise.all(ends)) expect(end).toEqual({ exit: [0, null], printed: [''] });
  }));

/** Whether a line is informational output of TensorFlow, which the parent filters. */
function isNoteOfLibrary(line: string): boolean {
  return /^(WARNING: All log messages before absl|[IW]\d{4} )/.test(line);
}

describe('output with a closed reader', () => {
  it.each([
    ['both streams after a line', '2>&1 | head -1', /^Left alone .*\ncode 0\n$/],
    ['standard output at once', '--json 2>/dev/null | true', /^code 0\n$/],
    ['standard error at once', '2>&1 >/dev/null | true', /^code 0\n$/],
  ])('does not end training: %s', (_, redirection, printed) =>
    inTemporaryFolder(async (folder) => {
      const { spec, home } = await prepare(folder, 3);
      const { stdout, stderr } = await bash(`"$hourglass" sweep ${spec} ${home.join(' ')} ${redirection}; echo "code \${PIPESTATUS[0]}"`);
      expect([stdout, stderr]).toEqual([expect.stringMatching(printed), '']);
      expect(await states(home)).toEqual(['complete']);
    }),
  );

  it('ends a listing silently, and a full disk is reported in a sentence', () =>
    inTemporaryFolder(async (folder) => {
      const { spec, home } = await prepare(folder, 3);
      await hourglass('sweep', spec, ...home);
      const [flag, path] = home;
      const listing = `"$hourglass" runs ls ${flag} ${path}`;
      const piped = await bash(`${listing} | true; echo "code \${PIPESTATUS[0]}"`);
      expect([piped.stdout, piped.stderr]).toEqual(['code 0\n', '']);
      const full = await bash(`${listing} > /dev/full`);
      expect([full.code, full.stderr]).toEqual([1, "The output can't be written: its disk is full.\n"]);
    }));
});

it('control characters of a name are escaped on the terminal', () =>
  inTemporaryFolder(async (folder) => {
    const { spec, home } = await prepare(folder, 1, 'red \u001b[31m and \u202egnp');
    const { stderr } = await hourglass('sweep', spec, ...home);
    expect(stderr).toContain('red \\x1b[31m and \\u202egnp');
    const { stdout } = await hourglass('sweeps', 'ls', ...home.slice(0, 2));
    expect(stdout).toContain('red \\x1b[31m and');
    for (const character of ['\u001b', '\u202e']) expect(`${stdout}${stderr}`).not.toContain(character);
  }));
