import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
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
