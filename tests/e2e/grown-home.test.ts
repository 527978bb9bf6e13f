import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass } from '../support/hourglass.ts';
import { type Dashboard, openDashboardOn, temporaryHome } from './dashboard.ts';

const sweepCount = 3_000;

/** Far fewer rows than sweeps. */
const maxRows = 150;

let dashboard: Dashboard;
let sweep: string;
let run: string;

beforeAll(async () => {
  const home = await temporaryHome();
  const program = new URL('../../packages/db/scripts/generate-runs.ts', import.meta.url).pathname;
  await promisify(execFile)(process.execPath, [program, '--home', home, '--sweeps', `${sweepCount}`, '--runs', '1']);
  dashboard = await openDashboardOn(home, '--workers', '0');
  const { stdout } = await hourglass('sweeps', 'ls', '--search', 'Generated 00042', '--json', '--home', home);
  const [found] = z.array(z.object({ id: z.string(), best: z.object({ run: z.string() }) })).parse(JSON.parse(stdout));
  if (found === undefined) throw new Error('The home was not filled.');
  sweep = found.id;
  run = found.best.run;
});

afterAll(() => dashboard?.close());

const rowCount = () => dashboard.page.evaluate(() => document.querySelectorAll('tr, [role="row"], [role="option"]').length);

describe(`a home of ${sweepCount} sweeps`, () => {
  it.each([
    ['the front page', () => '/', 'Generated 03000'],
    ['its last page', () => '/?page=30', 'Generated 00001'],
    ['a page past the last', () => '/?page=31', 'Show the newest sweeps'],
    ['a search', () => '/?search=00042', 'Generated 00042'],
    ['the runs', () => '/runs', '3,000 runs'],
    ['a sweep', () => `/sweeps/${sweep}`, 'Training cost'],
    ['a run', () => `/runs/${run}`, 'Generated 00042'],
    ['a comparison', () => `/compare?runs=${run}`, 'Generated 00042'],
    ['a new sweep', () => '/sweeps/new', 'Start'],
    ['a clone', () => `/sweeps/new?from=${sweep}`, 'Clone a sweep'],
    ['a wider sweep', () => `/sweeps/new?widen=${sweep}`, 'Widen a sweep'],
    ['the system', () => '/system', 'No waiting runs.'],
  ])('opens %s with a bounded number of rows', async (_, path, shown) => {
    const { page, url } = dashboard;
    const response = await page.goto(url + path());
    expect(response?.status()).toBe(200);
    await page.getByText(shown).first().waitFor();
    expect(await rowCount()).toBeLessThan(maxRows);
    // The router's own alert, which announces the page title, is empty.
    expect((await page.getByRole('alert').allTextContents()).filter((text) => text !== '')).toEqual([]);
  });

  it('pages through its sweeps, and searches them', async () => {
    const { page, url } = dashboard;
    await page.goto(url);
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await pages.getByText('1–100').waitFor();
    expect(await pages.getByRole('button', { name: 'Newer' }).isDisabled()).toBe(true);
    await pages.getByRole('button', { name: 'Older' }).click();
    await pages.getByText('101–200').waitFor();
    await page.getByRole('link', { name: 'Generated 02900' }).waitFor();
    expect(new URL(page.url()).searchParams.get('page')).toBe('2');
    await page.getByRole('searchbox', { name: 'Search sweeps' }).fill('ted 0001');
    await page.getByText('10 sweeps', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Generated 00010' }).waitFor();
    expect(await pages.count()).toBe(0);
    await page.getByRole('searchbox', { name: 'Search sweeps' }).fill('nobody called it so');
    await page.getByRole('button', { name: 'Show the newest sweeps' }).click();
    await page.getByRole('link', { name: 'Generated 03000' }).waitFor();
  });

  it('finds any sweep from the palette', async () => {
    const { page, url } = dashboard;
    await page.goto(url);
    await page.getByText('live', { exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find' }).fill('Generated 00042');
    await page.getByRole('option', { name: `Generated 00042 ${sweep}` }).click();
    await page.waitForURL(`**/sweeps/${sweep}`);
  });

  it('on changes fetches only the rows that it shows', async () => {
    const { page, url, home } = dashboard;
    await page.goto(`${url}/?search=0004`);
    await page.getByText('live', { exact: true }).waitFor();
    const requests: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/trpc/sweeps.')) requests.push(decodeURIComponent(request.url()));
    });
    await hourglass('runs', 'tag', run, 'seen', '--home', home);
    await expect.poll(() => requests.length).toBe(1);
    expect(requests[0]).toContain(`sweeps.rows`);
    expect(requests[0]).toContain(sweep);
    // A change in the home that does not concern this page.
    const other = await hourglass('sweeps', 'ls', '--search', '02999', '--json', '--home', home);
    const [elsewhere] = z.array(z.object({ best: z.object({ run: z.string() }) })).parse(JSON.parse(other.stdout));
    await hourglass('runs', 'tag', elsewhere?.best.run ?? '', 'unseen', '--home', home);
    await hourglass('runs', 'tag', run, 'seen', '--remove', '--home', home);
    await expect.poll(() => requests.length).toBe(2);
    expect(requests.every((address) => address.includes(sweep))).toBe(true);
  });

  it('lists some of its sweeps on the command line, with their total number', async () => {
    const { home } = dashboard;
    const listed = await hourglass('sweeps', 'ls', '--limit', '3', '--home', home);
    expect(listed.stdout).toContain('Generated 03000');
    expect(
      listed.stdout
        .trim()
        .split('\n')
        .filter((line) => line.includes('Generated')),
    ).toHaveLength(3);
    expect(listed.stderr).toContain('The newest 3 of 3,000 sweeps.');
    const all = await hourglass('sweeps', 'ls', '--json', '--home', home);
    expect(z.array(z.unknown()).parse(JSON.parse(all.stdout))).toHaveLength(sweepCount);
  });

  it('lists some of its runs on the command line, with their total number', async () => {
    const { home } = dashboard;
    const listed = await hourglass('runs', 'ls', '--home', home);
    // Two lines are the heading.
    expect(listed.stdout.trim().split('\n')).toHaveLength(2 + 100);
    // Each sweep has its baselines, too.
    expect(listed.stderr).toMatch(/The best 100 of \d+,000 rows\. --limit \d+000 lists all/);
    const few = await hourglass('runs', 'ls', '--sort', '-seed', '--limit', '7', '--home', home);
    expect(few.stdout.trim().split('\n')).toHaveLength(2 + 7);
    expect(few.stderr).toContain('The first 7 of 3,000 rows.');
  });

  it('accepts a filter of more than a thousand comparisons', async () => {
    const { home } = dashboard;
    const filter = Array.from({ length: 700 }, (_, index) => `seed = ${index} and epochs = 10`).join(' or ');
    const listed = await hourglass('runs', 'ls', '--filter', filter, '--json', '--home', home);
    expect(z.array(z.unknown()).parse(JSON.parse(listed.stdout)).length).toBeGreaterThan(0);
  });

  it('had no error in the browser’s console', () => {
    expect(dashboard.complaints).toEqual([]);
  });
});
