import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMountReadOnly, hourglass, interruptProcess, root, startHourglass, untilExit } from '../support/hourglass.ts';
import { freePort, untilPrinted } from '../support/listening.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { launchBrowser } from './browser.ts';
import { smallTable, uploadFile } from './upload-file.ts';

let home: string;
let summary: Summary;
let browser: Browser;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hourglass-read-only-'));
  const axes = ['--dims', '784,32,8', '--lr', '0.003', '--batch', '500', '--epochs', '1'];
  summary = parseSummary((await hourglass('sweep', '--name', 'Kept', ...axes, '--json', '--home', home)).stdout);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await rm(home, { recursive: true, force: true });
});

// Needs user namespaces, or root (unshare).
describe.skipIf(!canMountReadOnly())('a home on a read-only mount', () => {
  const reading = (folder: string, ...command: readonly string[]) =>
    untilExit(startHourglass([...command, '--home', folder], {}, { readOnly: [folder] }));
  const runOf = ({ runs }: Summary) => runs.find(({ kind }) => kind === 'run')?.id ?? '';

  it('that was closed cleanly: its sweeps and runs can be read, and nothing is left in the temporary folder', async () => {
    expect(readdirSync(home)).not.toContain('hourglass.db-wal');
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('hourglass-copy-'));
    const [listed, shown] = [await reading(home, 'sweeps', 'ls'), await reading(home, 'runs', 'show', runOf(summary), '--json')];
    expect([listed.exitCode, listed.stdout]).toEqual([0, expect.stringContaining('Kept')]);
    expect(JSON.parse(shown.stdout)).toMatchObject({ id: runOf(summary), state: 'complete' });
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('hourglass-copy-'))).toEqual(before);
  });

  it.each([
    ['with its shared memory', []],
    ['without its shared memory, as in a backup', ['hourglass.db-shm']],
  ])('left by a killed process %s: changes that are only in the -wal file can be read', async (_, removed) => {
    const killed = await mkdtemp(join(tmpdir(), 'hourglass-killed-'));
    await cp(home, killed, { recursive: true });
    // An open connection keeps the files, and what it has committed stays out of the database.
    const writer = new Database(join(killed, 'hourglass.db'));
    writer.pragma('wal_autocheckpoint = 0');
    writer.exec(`UPDATE "Sweep" SET "name" = 'Only in the log'`);
    const copy = await mkdtemp(join(tmpdir(), 'hourglass-killed-'));
    await cp(killed, copy, { recursive: true });
    writer.close();
    for (const name of removed) await rm(join(copy, name));
    expect((await reading(copy, 'sweeps', 'ls')).stdout).toContain('Only in the log');
    for (const folder of [killed, copy]) await rm(folder, { recursive: true });
  });

  it('with runs of dead workers: they are waiting, as in a home that can be written', async () => {
    const left = await mkdtemp(join(tmpdir(), 'hourglass-left-'));
    await cp(home, left, { recursive: true });
    const writer = new Database(join(left, 'hourglass.db'));
    // The state from before the worker, which has ended, completed the run.
    writer.exec(`UPDATE "Run" SET "state" = 'running', "endedAt" = NULL WHERE "kind" = 'run';
      UPDATE "Lease" SET "endedAt" = NULL, "outcome" = NULL WHERE "runKey" IN (SELECT "key" FROM "Run" WHERE "kind" = 'run')`);
    writer.close();
    const { stdout, stderr } = await reading(left, 'runs', 'ls', '--json');
    expect([JSON.parse(stdout), stderr]).toEqual([
      expect.arrayContaining([expect.objectContaining({ kind: 'run', state: 'waiting' })]),
      '',
    ]);
    expect((await reading(left, 'sweeps', 'ls', '--json')).stdout).toContain('"waiting":1');
    await rm(left, { recursive: true });
  });

  it('of version 0.1.0: only the copy is migrated', async () => {
    const old = await mkdtemp(join(tmpdir(), 'hourglass-old-'));
    execFileSync('tar', ['-xzf', join(root, 'tests/fixtures/home-0.1.0.tgz'), '-C', old]);
    const place = join(old, 'home');
    const { exitCode, stdout } = await reading(place, 'runs', 'ls', '--json');
    expect([exitCode, JSON.parse(stdout).length]).toEqual([0, expect.any(Number)]);
    expect(readdirSync(place).filter((name) => name.includes('before-'))).toEqual([]);
    await rm(old, { recursive: true });
  });

  it('is shown by a dashboard that reports it as read-only and refuses every change with a sentence', async () => {
    const port = await freePort();
    const server = startHourglass(['up', '--home', home, '--port', `${port}`], {}, { readOnly: [home] });
    const printed = await untilPrinted(server, /Dashboard: /);
    expect(printed()).toMatch(/can only be read \(.*\): the dashboard shows it, and nothing can be changed or trained\./);
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/runs/${runOf(summary)}`);
    await page.getByText('This home can only be read: nothing can be changed or trained here.').waitFor();
    await page.locator('main canvas').first().waitFor();
    await page.goto(`http://127.0.0.1:${port}/runs`);
    await page.getByRole('table', { name: 'Runs' }).getByRole('checkbox').first().click();
    await page.getByRole('region', { name: 'Selected runs' }).getByRole('button', { name: 'Archive', exact: true }).click();
    await page
      .getByText(/can only be read/)
      .nth(1)
      .waitFor();
    await page.goto(`http://127.0.0.1:${port}/sweeps/new`);
    await page.getByRole('combobox', { name: 'data set', exact: true }).selectOption('own files');
    await uploadFile(page, 'samples', smallTable);
    await page.getByText('small.csv: This home can only be read, so it takes no files.').waitFor();
    await page.close();
    await interruptProcess(server);
  });

  it('trains nothing', async () => {
    const { exitCode, stderr } = await reading(home, 'up', '--workers', '1', '--port', `${await freePort()}`);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/--workers: received 1; .* can only be read \(.*\), so nothing can be trained there/),
    ]);
  });
});

describe.skipIf(!canMountReadOnly())("a checkout that this user can't write", () => {
  it('serves the built pages, also while another dashboard of it runs', async () => {
    const other = await mkdtemp(join(tmpdir(), 'hourglass-other-'));
    const [first, second] = [await freePort(), await freePort()];
    // Builds the pages if they are not built.
    const owner = startHourglass(['up', '--home', other, '--port', `${first}`, '--workers', '0']);
    await untilPrinted(owner, /Dashboard: /);
    const server = startHourglass(['up', '--home', home, '--port', `${second}`, '--workers', '0'], {}, { readOnly: [root] });
    const printed = await untilPrinted(server, /Dashboard: /);
    expect(printed()).toContain(`${root} can't be written, so its pages are served as they were built`);
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${second}/sweeps/${summary.sweep}`);
    await page.getByText('live', { exact: true }).waitFor();
    await page.locator('canvas').first().waitFor();
    await page.close();
    for (const child of [owner, server]) await interruptProcess(child);
    await rm(other, { recursive: true, force: true });
  });
});
