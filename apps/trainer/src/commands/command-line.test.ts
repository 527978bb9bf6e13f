import { execFile } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryHome } from '@hourglass/db/testing';
import { present } from '@hourglass/presentation/at';
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
function run(env: NodeJS.ProcessEnv, commandLine: readonly string[]): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...commandLine], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const hourglass = (...commandLine: readonly string[]) => run({}, commandLine);

describe('a command', () => {
  it('lists runs by their differing parameters in the requested order, with the sort columns and tags', async () => {
    const { home, store } = await tinySweep('epochs: 2, batchSize: [10, 20], learningRate: [0.01, 0.001]');
    await workUntil(store, () => isIdle(store));
    const at = ['--home', home];
    const [trained] = (await store.runs.list()).filter(({ kind }) => kind === 'run');
    const id = trained?.id ?? '';
    expect((await hourglass('runs', 'tag', id, 'keen', ...at)).stdout).toBe(`Run ${id}: tags keen; no notes\n`);
    expect((await hourglass('runs', 'note', id, 'worth a look', ...at)).exitCode).toBe(0);
    const { stdout } = await hourglass('runs', 'ls', '--sort', '-train.batchCost,seed', ...at);
    const [head = '', , ...rows] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/ tags +train\.batchCost +seed$/);
    expect(rows).toHaveLength(4);
    const costs = rows.map((row) => Number(row.split(/ {2,}/).at(-2)));
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
    expect(costs.every((cost) => cost > 0)).toBe(true);
    expect(new Set(rows.map((row) => /lr [\d.]+ · batch \d+/.exec(row)?.[0]))).toEqual(
      new Set(['lr 0.01 · batch 10', 'lr 0.01 · batch 20', 'lr 0.001 · batch 10', 'lr 0.001 · batch 20']),
    );
    expect(rows.filter((row) => row.includes(' keen '))).toHaveLength(1);
    expect((await hourglass('runs', 'show', id, ...at)).stdout).toContain('\ntags keen\nnotes: worth a look\n');
    const shown = JSON.parse((await hourglass('runs', 'show', id, '--json', ...at)).stdout);
    expect(shown).toMatchObject({ tags: ['keen'], notes: 'worth a look' });
  });

  it('shows and sets a budget before the first sweep, and refuses an invalid size without creating a home', async () => {
    const home = join(await temporaryHome(), 'new');
    expect(await hourglass('budget', 'much', '--home', home)).toMatchObject({ exitCode: 2 });
    expect(await hourglass('budget', '--home', home)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('no budget') });
    expect(await hourglass('budget', '20GB', '--home', home)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('budget 20 GB'),
    });
    expect((await hourglass('budget', '--home', home)).stdout).toContain('budget 20 GB');
  });

  it('tags sweeps, and shows their tags and notes', async () => {
    const { home, sweep } = await tinySweep();
    const at = ['--home', home];
    expect((await hourglass('sweeps', 'tag', sweep, 'paper', 'draft', ...at)).stdout).toBe(`Sweep ${sweep}: tags draft, paper; no notes\n`);
    await hourglass('sweeps', 'tag', sweep, 'draft', '--remove', ...at);
    await hourglass('sweeps', 'note', sweep, 'for the paper', ...at);
    expect((await hourglass('sweeps', 'ls', '--search', 'pape', ...at)).stdout).toContain(' paper ');
    await hourglass('sweeps', 'tag', sweep, 'two\nlines', ...at);
    for (const command of [
      ['sweeps', 'ls'],
      ['sweeps', 'show', sweep],
    ]) {
      expect((await hourglass(...command, ...at)).stdout).toContain('paper, two\\nlines');
    }
    await hourglass('sweeps', 'tag', sweep, 'two\nlines', '--remove', ...at);
    expect((await hourglass('sweeps', 'show', sweep, ...at)).stdout).toContain('\ntags paper\nnotes: for the paper\n');
    expect(JSON.parse((await hourglass('sweeps', 'ls', '--json', ...at)).stdout)).toMatchObject([
      { tags: ['paper'], notes: 'for the paper' },
    ]);
  });

  it('prints commands that work when pasted, for any name of the home and any working folder', async () => {
    const { home, store } = await tinySweep();
    await workUntil(store, () => isIdle(store));
    const [trained] = (await store.runs.list()).filter(({ kind }) => kind === 'run');
    const folder = await temporaryHome();
    const odd = join(folder, "it's a home");
    await symlink(home, odd);
    // A damaged file, and one that belongs to nothing.
    const [checkpoint] = await store.recordings.checkpoints(trained?.id ?? '');
    const { hash = '' } = checkpoint?.blob ?? {};
    await writeFile(join(home, 'blobs', hash.slice(0, 2), hash), 'damaged');
    await writeFile(join(home, 'blobs', hash.slice(0, 2), 'f'.repeat(64)), 'orphaned');
    const script = join(import.meta.dirname, '../../../../hourglass');
    const inFolder = (command: string) =>
      promisify(execFile)('sh', ['-c', command], {
        cwd: folder,
        encoding: 'utf8',
        // As in a terminal: a package manager that runs the tests names its own folder.
        env: { ...process.env, INIT_CWD: folder },
      });
    const check = `${script} doctor --check --home "it's a home"`;
    const findings = await inFolder(check).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );
    const commands = [...findings.matchAll(/`([^`]*hourglass [^`]*)`/g)].map(([, command = '']) => command);
    expect(commands).toEqual([`${script} runs rm --home 'it'\\''s a home' ${trained?.id}`, `${script} gc --home 'it'\\''s a home'`]);
    for (const command of commands) await inFolder(command);
    const sound = await inFolder(check).catch(({ stdout }: { stdout: string }) => ({ stdout }));
    expect(sound.stdout).toContain('is sound');
    await inFolder(`${script} sweeps rm --home "it's a home" ${trained?.sweep}`);
    const { stdout } = await inFolder(`${script} sweeps ls --home "it's a home"`);
    const [, start = ''] = /Start one: (.*)/.exec(stdout) ?? [];
    const [, spec = ''] = / (\S+\.yaml)$/.exec(start) ?? [];
    expect(await readFile(join(folder, spec), 'utf8')).toContain('version: 1');
    expect(start).toContain(`${script} sweep --home 'it'\\''s a home' `);
  });

  it('reads and writes paths that begin with ~', async () => {
    const { home, store } = await tinySweep();
    await workUntil(store, () => isIdle(store));
    const [trained] = (await store.runs.list()).filter(({ kind }) => kind === 'run');
    const env = { HOME: dirname(home) };
    const at = ['--home', `~/${basename(home)}`];
    expect(await run(env, ['runs', 'export', trained?.id ?? '', '--csv', `~/${basename(home)}/costs.csv`, ...at])).toMatchObject({
      exitCode: 0,
    });
    expect(await readFile(join(home, 'costs.csv'), 'utf8')).toMatch(/^epoch,/);
    const { stdout: written } = await run(env, ['backup', `~/${basename(home)}/all of it.tar`, ...at]);
    const restore = / new home: (mkdir restored .+)$/m.exec(written)?.[1] ?? expect.fail(written);
    await promisify(execFile)('sh', ['-c', restore], { cwd: home });
    const listIn = async (of: string) => (await hourglass('runs', 'ls', '--json', '--home', of)).stdout;
    expect(await listIn(join(home, 'restored'))).toBe(await listIn(home));
    expect(await run(env, ['sweep', '~/none.yaml', ...at])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('~/none.yaml') });
  });

  it.each([
    ['a flag that does not exist', ['runs', 'ls', '--colour'], /unknown option '--colour'/],
    ['text in place of a number', ['runs', 'extend', 'a', '--epochs', 'many'], /--epochs: received "many"; a whole number from 1 to/],
    ['a required flag that is missing', ['runs', 'extend', 'a'], /required option '--epochs/],
    ['a home without a database', ['runs', 'ls', '--home', '/tmp/hourglass-there-is-nothing'], /./],
  ])('exits with 2 for %s, and prints the reason to standard error only', async (_, commandLine, reason) => {
    const { exitCode, stdout, stderr } = await hourglass(...commandLine);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('shows, steers and exports trained runs', async () => {
    const { home, store, sweep } = await tinySweep('epochs: 2, batchSize: 10, learningRate: [0.01, 0.001]');
    await workUntil(store, () => isIdle(store));
    const first = (await store.runs.list()).find(({ kind }) => kind === 'run');
    const id = first?.id ?? '';
    const at = ['--home', home];

    const listed = await hourglass('runs', 'ls', '--sweep', sweep, ...at);
    expect(listed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(listed.stdout).toMatch(/lr 0\.01\b/);
    expect(listed.stdout).toMatch(/PCA 2\b/);
    expect(listed.stdout).toContain('Mean sample');
    const json = JSON.parse((await hourglass('runs', 'ls', '--json', ...at)).stdout) as readonly object[];
    expect(json).toHaveLength(4);
    expect(json.filter((one) => 'epochs' in one)).toEqual([]);
    const withEpochs = JSON.parse((await hourglass('runs', 'ls', '--json', '--epochs', '--filter', `id = ${id}`, ...at)).stdout);
    expect(withEpochs).toMatchObject([{ id, epochs: [{ epoch: 1 }, { epoch: 2 }] }]);
    expect((await hourglass('runs', 'show', id, ...at)).stdout).toMatch(/^Run (#\d+, )?\w+ of sweep \w+: complete/);

    const figure = join(home, 'figure.png');
    const csv = join(home, 'costs.csv');
    const weights = join(home, 'weights.npz');
    const exported = await hourglass('runs', 'export', id, '--figure', figure, '--csv', csv, '--steps', '--weights', weights, ...at);
    expect(exported).toMatchObject({ exitCode: 0, stdout: '' });
    const picture = decode(await readFile(figure));
    // 288 pixels an inch, as PNG has it: per meter.
    expect(picture).toMatchObject({ depth: 8, channels: 3, resolution: { x: 11_339, y: 11_339, unit: 1 } });
    expect((await readFile(csv, 'utf8')).trimEnd().split('\n')).toHaveLength(1 + present(first, 'run').totalSteps);
    expect((await readFile(weights)).subarray(0, 2).toString()).toBe('PK');

    const named = await run({ INIT_CWD: home }, [
      'runs',
      'export',
      id,
      '--figure',
      '--weights',
      '--originals',
      '--checkpoint',
      'best',
      ...at,
    ]);
    expect(named.exitCode).toBe(0);
    const exports = [`hourglass-${id}-figure-best.png`, `hourglass-${id}-weights-best.npz`, `hourglass-${id}-originals.npy`];
    for (const file of exports) expect((await readFile(join(home, file))).length, named.stderr).toBeGreaterThan(0);

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
