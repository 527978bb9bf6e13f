import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { isIdle, tinySweep, workUntil } from '../testing/tiny-sweep.ts';

const main = join(import.meta.dirname, '../main.ts');

interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a process; returns its output and exit code. */
function hourglass(...commandLine: readonly string[]): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...commandLine], (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('a command', () => {
  it.each([
    ['a flag that does not exist', ['runs', 'ls', '--colour'], /unknown option '--colour'/],
    ['a number that is none', ['runs', 'extend', 'a', '--epochs', 'many'], /--epochs: received "many"; a whole number from 1 to/],
    ['a required flag that is missing', ['runs', 'extend', 'a'], /required option '--epochs/],
    ['a home without a database', ['runs', 'ls', '--home', '/tmp/hourglass-there-is-nothing'], /./],
  ])('leaves with 2 for %s, and prints why to standard error alone', async (_, commandLine, reason) => {
    const { exitCode, stdout, stderr } = await hourglass(...commandLine);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('shows, steers and exports what was trained', async () => {
    const { home, store, sweep } = await tinySweep('epochs: 2, batchSize: 10, learningRate: [0.01, 0.001]');
    await workUntil(store, () => isIdle(store));
    const run = (await store.runs.list()).find(({ kind }) => kind === 'run');
    const id = run?.id ?? '';
    const at = ['--home', home];

    const listed = await hourglass('runs', 'ls', '--sweep', sweep, ...at);
    expect(listed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(listed.stdout).toMatch(/lr 0\.01\b/);
    expect(listed.stdout).toMatch(/PCA 2\b/);
    expect(listed.stdout).toContain('Mean image');
    const json = JSON.parse((await hourglass('runs', 'ls', '--json', ...at)).stdout) as readonly object[];
    expect(json).toHaveLength(4);
    expect((await hourglass('runs', 'show', id, ...at)).stdout).toMatch(/^Run \w+ of sweep \w+: complete/);

    const figure = join(home, 'figure.png');
    const csv = join(home, 'costs.csv');
    const weights = join(home, 'weights.npz');
    const exported = await hourglass('runs', 'export', id, '--figure', figure, '--csv', csv, '--steps', '--weights', weights, ...at);
    expect(exported).toMatchObject({ exitCode: 0, stdout: '' });
    expect(decode(await readFile(figure))).toMatchObject({ depth: 8, channels: 3 });
    expect((await readFile(csv, 'utf8')).trimEnd().split('\n')).toHaveLength(1 + (run?.totalSteps ?? 0));
    expect((await readFile(weights)).subarray(0, 2).toString()).toBe('PK');

    expect(await hourglass('runs', 'export', id, ...at)).toMatchObject({ exitCode: 2 });
    expect(await hourglass('runs', 'export', id, '--figure', figure, '--map', 'rainbow', ...at)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('gray, viridis, jet'),
    });
    expect(await hourglass('runs', 'show', 'zzzzzzzzzz', '--json', ...at)).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining('"type":"error"'),
    });
    expect(await hourglass('runs', 'pause', id, ...at)).toMatchObject({ exitCode: 2 });
    expect(await hourglass('runs', 'rm', id, ...at)).toMatchObject({ exitCode: 0 });
    expect(await hourglass('runs', 'show', id, ...at)).toMatchObject({ exitCode: 2 });
  });
});
