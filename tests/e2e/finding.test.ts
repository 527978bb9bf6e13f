import { present } from '@hourglass/presentation/at';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass } from '../support/hourglass.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';
import { inEveryLook } from './looks.ts';

/** Two shapes × two learning rates × two seeds, each trained for one epoch on real MNIST. */
const runCount = 8;

let home = '';
let url = '';
let dashboard: Dashboard;
let page: Page;
let summary: Summary;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ home, url, page } = dashboard);
  const axes = ['--dims', '784,32,8', '--dims', '784,64,32,16', '--lr', '0.01,0.001', '--seeds', '0,1', '--batch', '500', '--epochs', '1'];
  summary = parseSummary((await hourglass('sweep', '--name', 'Found', ...axes, '--json', '--home', home)).stdout);
});

afterAll(() => dashboard?.close());

const table = () => page.getByRole('table', { name: 'Runs' });
const runRows = () => table().locator('tbody tr', { has: page.getByRole('checkbox') });
const filterBar = () => page.getByRole('combobox', { name: 'Filter' });

async function open(query = ''): Promise<void> {
  await page.goto(`${url}/runs${query}`);
  await table().waitFor();
}

async function count(rows: Locator, expected: number): Promise<void> {
  await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(expected);
}

/** The cells of a column in row order, found by its header. */
function cells(header: string): Promise<readonly string[]> {
  return table().evaluate((element, name) => {
    const headers = [...element.querySelectorAll('thead th, thead td')].map(({ textContent }) => textContent ?? '');
    const index = headers.findIndex((text) => text.includes(name));
    if (index === -1) throw new Error(`There is no column ${name} among ${headers.join(', ')}.`);
    return [...element.querySelectorAll('tbody tr')]
      .filter((row) => row.querySelector('[type=checkbox]') !== null)
      .map((row) => row.querySelectorAll('td, th')[index]?.textContent ?? '');
  }, header);
}

/** Validation costs in row order. */
const costs = async (): Promise<readonly number[]> => (await cells('validation')).map(Number);

describe('the runs of all sweeps', () => {
  it('are listed in one table, the best first, which the top bar links to', async () => {
    await page.goto(url);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click();
    await count(runRows(), runCount);
    const trained = summary.runs
      .filter(({ kind }) => kind === 'run')
      .map(({ validationCostPerSample }) => present(validationCostPerSample, 'validation cost'));
    const best = Math.min(...trained);
    await expect.poll(async () => (await costs())[0]).toBeCloseTo(best, 1);
    expect(await costs()).toEqual((await costs()).toSorted((a, b) => a - b));
  });

  it('are found by a filter that is completed while the user types, and stored in the URL', async () => {
    await open();
    await filterBar().click();
    await page.keyboard.type('dimensions.de');
    await page.getByRole('option', { name: 'dimensions.depth' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('>= 3 and learn');
    await page.keyboard.press('Tab');
    await page.keyboard.type('< 0.01 and state = comp');
    await page.keyboard.press('Tab');
    expect(await filterBar().inputValue()).toBe('dimensions.depth >= 3 and learningRate < 0.01 and state = complete ');
    await count(runRows(), 2);
    await page.waitForURL(/filter=dimensions\.depth/);
    await page.reload();
    await count(runRows(), 2);
  });

  it('report the position of an error in a filter, and keep the results of the last valid one', async () => {
    await open();
    await filterBar().fill('learningRate < fast');
    await filterBar().blur();
    await inEveryLook(page, async () => {
      await page.getByText('learningRate: received "fast"; a number is allowed').waitFor();
      expect(await page.locator('mark').textContent()).toBe('fast');
      await count(runRows(), runCount);
    });
  });

  it('are the same as on the command line', async () => {
    const filter = 'codeSize = 8 and not learningRate = 0.001';
    const { stdout } = await hourglass('runs', 'ls', '--filter', filter, '--sort', '-seed', '--json', '--home', home);
    const found = z.array(z.object({ id: z.string(), seed: z.number() })).parse(JSON.parse(stdout));
    expect(found.map(({ seed }) => seed)).toEqual([1, 0]);
    await open(`?filter=${encodeURIComponent(filter)}&sort=-seed`);
    await count(runRows(), 2);
    const ids = await runRows()
      .locator('a[href^="/runs/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(ids).toEqual(found.map(({ id }) => `/runs/${id}`));
    const wrong = await hourglass('runs', 'ls', '--filter', 'depth >= x', '--home', home);
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('depth >= x\n           ^')]);
  });

  it('are sorted by several columns, ascending and descending', async () => {
    await open('?sort=');
    const head = (name: string) => table().getByRole('columnheader', { name }).getByRole('button').first();
    await head('learning rate').click();
    await head('seed').click({ modifiers: ['Shift'] });
    await head('seed').click({ modifiers: ['Shift'] });
    await page.waitForURL(/sort=learningRate(,|%2C)-seed/);
    await expect.poll(() => cells('seed')).toEqual(['1', '1', '0', '0', '1', '1', '0', '0']);
    expect(await table().getByRole('columnheader', { name: 'learning rate' }).getAttribute('aria-sort')).toBe('ascending');
  });

  it('are grouped, with the mean and spread of their costs, and groups expand', async () => {
    await open('?group=dimensions');
    await page.getByText('8 runs in 2 groups').waitFor();
    const group = page.getByRole('button', { name: /784-64-32-16/ });
    await group.click();
    await count(runRows(), 4);
    await inEveryLook(page, () =>
      page
        .getByText(/± .*\(s\.d\. over 4 runs\)/)
        .first()
        .waitFor(),
    );
    await group.click();
    await count(runRows(), 0);
  });

  it('have columns that can be chosen, ordered, pinned and widened', async () => {
    await open();
    await page.getByRole('button', { name: /^Columns/ }).click();
    await page.getByRole('searchbox', { name: 'Find a column' }).fill('depth');
    await page.getByRole('list', { name: 'Other columns' }).getByRole('checkbox').first().click();
    await page.getByRole('button', { name: 'Move sweep right' }).click();
    await page.getByRole('spinbutton').fill('2');
    await page.keyboard.press('Escape');
    await page.waitForURL((address) => {
      const columns = (address.searchParams.get('columns') ?? '').split(',');
      const isMoved = columns.indexOf('sweep') === columns.indexOf('state') + 1 && columns.includes('state');
      return isMoved && columns.at(-1) === 'depth' && address.searchParams.get('pinned') === '2';
    });
    const edge = page.getByRole('separator', { name: 'Width of state' });
    await edge.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/columns=.*state(:|%3A)1\d\d/);
    await page.getByRole('columnheader', { name: 'seed' }).dragTo(page.getByRole('columnheader', { name: 'dimensions' }));
    await page.waitForURL((address) => /sweep,seed,dimensions/.test(address.searchParams.get('columns') ?? ''));
  });

  it('get tags and notes, and are found by them', async () => {
    await open();
    await runRows().nth(0).getByRole('checkbox').check();
    await runRows().nth(1).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByRole('textbox', { name: 'Tags' }).fill('best, to check');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.keyboard.press('Escape');
    await count(runRows().getByText('to check'), 2);
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    await page.getByRole('textbox', { name: 'Notes' }).fill('Look at the sevens.');
    await page.getByRole('button', { name: 'Save notes' }).click();
    await page.keyboard.press('Escape');
    await filterBar().fill('tags = "to check" and notes ~ sevens');
    await count(runRows(), 2);
  });

  it('are hidden when they are archived, and shown again when they are restored', async () => {
    await open('?sort=createdAt');
    await runRows().nth(0).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Archive', exact: true }).click();
    await count(runRows(), runCount - 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await count(runRows(), runCount);
  });

  it('are shown in a view that is saved under a name', async () => {
    await open('?filter=seed+%3D+1&group=learningRate');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('textbox', { name: 'Name of this view' }).fill('Second seed');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('button', { name: 'View: Second seed' }).waitFor();
    await page.goto(`${url}/runs`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('button', { name: 'Second seed', exact: true }).click();
    await page.waitForURL(/group=learningRate/);
    await page.getByText('4 runs in 2 groups').waitFor();
    await page.getByRole('button', { name: 'Remove the view Second seed' }).click();
    await page.getByRole('button', { name: 'Views' }).waitFor();
  });

  it('are compared line by line, with their shared values collapsed', async () => {
    await open('?sort=learningRate');
    await runRows().nth(0).getByRole('checkbox').check();
    await runRows().nth(7).getByRole('checkbox').check();
    await page.getByRole('link', { name: 'Difference' }).click();
    await page.waitForURL(/\/runs\/difference/);
    const parameters = page.getByRole('rowgroup', { name: 'Parameters' });
    await parameters.getByRole('row', { name: /learning rate/ }).waitFor();
    expect(
      await parameters
        .getByRole('row', { name: /learning rate/ })
        .getByRole('cell')
        .allTextContents(),
    ).toEqual(['0.001', '0.01']);
    expect(await parameters.getByRole('row', { name: /^batch size/ }).count()).toBe(0);
    await parameters.getByRole('button', { name: /Show \d+ equal lines/ }).click();
    expect(
      await parameters
        .getByRole('row', { name: /^batch size/ })
        .getByRole('cell')
        .allTextContents(),
    ).toEqual(['500', '500']);
    const norms = page.getByRole('rowgroup', { name: 'Weights' }).getByRole('row').nth(1).getByRole('cell');
    const [first, second] = await norms.allTextContents();
    expect(first).toMatch(/^\d.* · \d+ × \d+ · largest \d/);
    expect(second).not.toBe(first);
    await page.locator('canvas').first().waitFor();
  });

  it('are usable on a narrow screen', async () => {
    const narrow = await dashboard.browser.newPage({ viewport: { width: 390, height: 844 } });
    await narrow.goto(`${url}/runs`);
    await narrow.getByRole('table', { name: 'Runs' }).getByRole('checkbox').first().check();
    await narrow.getByRole('link', { name: /^Compare/ }).waitFor();
    expect(await narrow.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    // The cost that the list is sorted by needs no scrolling sideways.
    const head = present(await narrow.getByRole('columnheader', { name: 'best validation' }).boundingBox(), 'head of the cost');
    expect([head.x >= 0, head.x + head.width <= 390]).toEqual([true, true]);
    const best = Math.min(
      ...summary.runs.flatMap(({ kind, validationCostPerSample }) => (kind === 'run' ? present(validationCostPerSample, 'cost') : [])),
    );
    const cost = narrow.getByRole('table', { name: 'Runs' }).locator('tbody tr').first().locator('td').nth(2);
    expect(Number(await cost.textContent())).toBeCloseTo(best, 1);
    const box = present(await cost.boundingBox(), 'cost');
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    await narrow.close();
  });

  it('had no error in the browser’s console', () => {
    expect(dashboard.complaints).toEqual([]);
  });
});
