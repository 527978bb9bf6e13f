import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass } from '../support/hourglass.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
let summary: Summary;
const runCount = 6;

beforeAll(async () => {
  dashboard = await openDashboard('--workers', '2');
  const axes = ['--dims', '784,32,8', '--lr', '0.01,0.003,0.001', '--seeds', '0,1', '--batch', '500', '--epochs', '1'];
  summary = parseSummary((await hourglass('sweep', '--name', 'Homely', ...axes, '--json', '--home', dashboard.home)).stdout);
});

afterAll(() => dashboard?.close());

const table = () => dashboard.page.getByRole('table', { name: 'Runs' });
const rows = () => table().locator('tbody tr', { has: dashboard.page.getByRole('checkbox') });
const bar = () => dashboard.page.getByRole('region', { name: 'Selected runs' });
const events = () => dashboard.page.getByRole('region', { name: 'Notifications' });
const countRows = (expected: number) => expect.poll(() => rows().count()).toBe(expected);

async function openRuns(width = 1440, height = 900): Promise<void> {
  await dashboard.page.setViewportSize({ width, height });
  await dashboard.page.goto(`${dashboard.url}/runs`);
  await table().waitFor();
}

describe('the table of runs', () => {
  it('shows what deleting would free, deletes, and restores', async () => {
    await openRuns();
    await countRows(runCount);
    await rows().nth(0).getByRole('checkbox').click();
    await rows().nth(1).getByRole('checkbox').click();
    await bar().getByRole('button', { name: 'Delete', exact: true }).click();
    await dashboard.page.getByText(/^Frees \d.* of 2 runs: .* of costs and pictures, .* in \d+ files?\.$/).waitFor();
    await dashboard.page.getByRole('button', { name: 'Delete 2 runs' }).click();
    await events().getByText('Deleted 2 runs.').waitFor();
    await countRows(runCount - 2);
    await events().getByRole('button', { name: 'Undo' }).press('Enter');
    await events().getByText('Restored 2 runs.').waitFor();
    await countRows(runCount);
    const { stdout } = await hourglass('runs', 'ls', '--filter', 'state = complete', '--json', '--home', dashboard.home);
    expect(z.array(z.unknown()).parse(JSON.parse(stdout))).toHaveLength(runCount);
  });

  it('lists refused runs with reasons', async () => {
    await openRuns();
    await rows().nth(0).getByRole('checkbox').click();
    await bar().getByRole('button', { name: 'Pause' }).click();
    await events().getByRole('alert').getByText("is complete, so it can't be paused").waitFor();
  });

  it('undoes tags and archiving, also by keys', async () => {
    await openRuns();
    await rows().nth(0).getByRole('checkbox').click();
    await bar().getByRole('button', { name: 'Archive', exact: true }).click();
    await events().getByText('Archived 1 run.').waitFor();
    await countRows(runCount - 1);
    await dashboard.page.keyboard.press('Control+z');
    await countRows(runCount);
  });

  it('selects with shift between two rows, in the order of the server', async () => {
    await openRuns();
    await rows().nth(1).click();
    await rows()
      .nth(4)
      .click({ modifiers: ['Shift'] });
    await bar().getByText('4 runs selected').waitFor();
  });
});

describe('sweeps', () => {
  it('are deleted from their list and restored with their runs', async () => {
    const { page, url } = dashboard;
    await page.goto(url);
    await page.getByRole('checkbox', { name: 'Select Homely' }).click();
    await page.getByRole('region', { name: 'Selected sweeps' }).getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText(/^Frees \d.* of 1 sweep, 6 runs, 2 baselines: /).waitFor();
    await page.getByRole('button', { name: 'Delete 1 sweep' }).click();
    await page.getByRole('link', { name: 'Homely' }).waitFor({ state: 'hidden' });
    await events().getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'Homely' }).waitFor();
  });

  it('are selected as a range with Shift, by rows and by boxes', async () => {
    const { page, url, home } = dashboard;
    const tiny = ['--dims', '784,2', '--batch', '5000', '--epochs', '1'];
    for (const name of ['Second', 'Third']) await hourglass('sweep', '--name', name, ...tiny, '--home', home);
    await page.goto(url);
    await page.getByRole('link', { name: 'Third' }).waitFor();
    const box = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` });
    const selected = page.getByRole('region', { name: 'Selected sweeps' });
    await page.getByRole('row', { name: /Select Third/ }).click();
    await selected.getByText('1 sweep selected').waitFor();
    await box('Homely').click({ modifiers: ['Shift'] });
    await selected.getByText('3 sweeps selected').waitFor();
    expect(await box('Second').isChecked()).toBe(true);
    await box('Second').click();
    await selected.getByText('2 sweeps selected').waitFor();
  });
});

describe('the palette', () => {
  it('opens sweeps and runs that the server finds by id, name or tag', async () => {
    const { page, url, home } = dashboard;
    const id = summary.runs.find(({ kind }) => kind === 'run')?.id ?? '';
    await hourglass('runs', 'tag', id, 'precious', '--home', home);
    await page.goto(url);
    await page.getByText('live', { exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find' }).fill('Homel');
    await page.getByRole('option', { name: `Homely ${summary.sweep}` }).click();
    await page.waitForURL(`**/sweeps/${summary.sweep}`);
    for (const letters of [id.slice(0, 6), 'preci']) {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Find' }).fill(letters);
      await page.getByRole('option', { name: id }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('combobox', { name: 'Find' }).waitFor({ state: 'hidden' });
    }
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find' }).fill('preci');
    await page.getByRole('option', { name: id }).click();
    await page.waitForURL(`**/runs/${id}`);
  });

  it('ignores shortcuts while the user types, and lists its shortcuts', async () => {
    const { page } = dashboard;
    await openRuns();
    await page.getByRole('combobox', { name: 'Filter' }).click();
    await page.keyboard.type('gs?');
    expect(new URL(page.url()).pathname).toBe('/runs');
    expect(await page.getByRole('dialog', { name: 'Keys' }).count()).toBe(0);
    await page.getByRole('heading', { name: 'Runs' }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Undo the last action').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.waitForURL(`${dashboard.url}/`);
  });
});

describe('the command line', () => {
  it('tags runs and writes notes', async () => {
    const id = summary.runs.findLast(({ kind }) => kind === 'run')?.id ?? '';
    await hourglass('runs', 'tag', id, 'best', 'kept', '--home', dashboard.home);
    const tagged = await hourglass('runs', 'tag', id, 'kept', '--remove', '--json', '--home', dashboard.home);
    expect(JSON.parse(tagged.stdout)).toEqual({ id, tags: ['best'], notes: null });
    const noted = await hourglass('runs', 'note', id, 'why', '--json', '--home', dashboard.home);
    expect(JSON.parse(noted.stdout)).toEqual({ id, tags: ['best'], notes: 'why' });
    expect((await hourglass('runs', 'tag', id, ' ', '--home', dashboard.home)).exitCode).toBe(2);
  });
});

describe('annotations that are changed elsewhere', () => {
  it('appear on the open pages of a run and a sweep without a reload', async () => {
    const { page, url, home } = dashboard;
    const run = summary.runs.find(({ kind }) => kind === 'run')?.id ?? '';
    await page.goto(`${url}/runs/${run}`);
    await page.getByText('live', { exact: true }).waitFor();
    await hourglass('runs', 'note', run, 'written in a terminal', '--home', home);
    await page.getByText('written in a terminal').waitFor();
    const shown = await hourglass('runs', 'show', run, '--json', '--home', home);
    const { sweep } = z.object({ sweep: z.string() }).parse(JSON.parse(shown.stdout));
    await page.goto(`${url}/sweeps/${sweep}`);
    await page.getByText('live', { exact: true }).waitFor();
    await hourglass('sweeps', 'note', sweep, 'a note on all of it', '--home', home);
    await page.getByText('a note on all of it').waitFor();
  });
});

describe('the system view', () => {
  it('shows each worker with its memory and engine, and follows what it trains without a reload', async () => {
    const { page, url, home } = dashboard;
    await page.goto(url);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'System' }).click();
    const workers = page.getByRole('region', { name: 'Workers' }).locator('tbody tr');
    await expect.poll(() => workers.count()).toBe(2);
    await workers
      .first()
      .getByText(/\d [MG]B/)
      .waitFor();
    await workers.first().getByText('waiting').waitFor();
    const sweeping = hourglass(
      'sweep',
      '--name',
      'Seen',
      '--dims',
      '784,64,8',
      '--lr',
      '0.001,0.002,0.003',
      '--epochs',
      '3',
      '--batch',
      '100',
      '--home',
      home,
    );
    await workers.getByText('training').first().waitFor({ timeout: 60_000 });
    await page.getByRole('region', { name: 'Queue' }).getByRole('link', { name: 'Seen' }).waitFor();
    await sweeping;
    await page.getByText('No waiting runs.').waitFor({ timeout: 60_000 });
    // The queue is empty as soon as its last run is claimed.
    await expect.poll(() => workers.getByText('waiting').count(), { timeout: 60_000 }).toBe(2);
  });
});

it('had no error in the browser’s console', () => {
  expect(dashboard.complaints).toEqual([]);
});
