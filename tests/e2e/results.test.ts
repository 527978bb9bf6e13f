import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourglass } from '../support/hourglass.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';
import { inEveryLook } from './looks.ts';

/*
 * One home with two sweeps on the same data: two networks with three seeds each, whose learning rate is so high that their best epoch is rarely the
 * last one, and one more network.
 */

const dimensions = ['784,8', '784,32,8'];
const seeds = ['0', '1', '2'];

let dashboard: Dashboard;
let page: Page;
let home = '';
let url = '';
let sweep: Summary;
let other: Summary;

const ids = (of: Summary) => of.runs.filter(({ kind }) => kind === 'run').map(({ id }) => id);

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page, home, url } = dashboard);
  const train = async (name: string, dims: readonly string[], more: readonly string[]) => {
    const networks = dims.flatMap((sizes) => ['--dims', sizes]);
    const { stdout } = await hourglass('sweep', '--name', name, ...networks, '--batch', '500', ...more, '--json', '--home', home);
    return parseSummary(stdout);
  };
  sweep = await train('Widths', dimensions, ['--lr', '0.05', '--epochs', '4', '--seeds', seeds.join()]);
  other = await train('Another', ['784,16,8'], ['--lr', '0.01', '--epochs', '3']);
}, 900_000);

afterAll(() => dashboard?.close());

const table = (): Locator => page.getByRole('table', { name: 'Configurations' });

describe('the results of a sweep', () => {
  it('name the best epoch with its validation and test cost, in the list, the table and on the page of a run', async () => {
    await page.goto(`${url}/sweeps/${sweep.sweep}`);
    await inEveryLook(page, async () => {
      for (const name of ['best validation', 'best epoch', 'test at best']) await page.getByRole('columnheader', { name }).waitFor();
    });
    await page.goto(`${url}/runs/${ids(sweep)[0]}`);
    await inEveryLook(page, () => page.getByText(/^best epoch \d+(, the last)?$/).waitFor());
    const best = page.getByRole('button', { name: /^best \d+$/ });
    const epoch = (await best.textContent())?.replace('best ', '') ?? '';
    await page.getByRole('slider', { name: 'Epoch' }).fill('0');
    await best.click();
    await expect.poll(() => page.getByRole('slider', { name: 'Epoch' }).getAttribute('aria-valuetext')).toBe(`Epoch ${epoch}`);
    await page.goto(url);
    await page.getByRole('columnheader', { name: 'test at best' }).waitFor();
  });

  it('are summarised over the seeds of each configuration, sorted, expanded and exported', async () => {
    await page.goto(`${url}/sweeps/${sweep.sweep}`);
    await page.getByRole('group', { name: 'Rows' }).getByText('configurations').click();
    await page.waitForURL(/rows=configurations/);
    await inEveryLook(page, async () => {
      await expect.poll(() => table().locator('tbody tr').count()).toBe(dimensions.length);
      for (const first of ['784-8', '784-32-8']) {
        await table().getByRole('button', { name: 'dimensions' }).click();
        await expect.poll(() => table().locator('tbody tr').first().textContent()).toContain(first);
      }
    });
    await table()
      .getByRole('button', { name: /784-32-8/ })
      .click();
    await expect
      .poll(() =>
        table()
          .getByRole('link', { name: /^#\d seed \d$/ })
          .count(),
      )
      .toBe(seeds.length);
    for (const [button, extension, beginning] of [
      ['Save CSV', 'csv', 'runs,dimensions,seeds,'],
      ['Save LaTeX', 'tex', '% needs \\usepackage{booktabs}\n\\begin{tabular}'],
    ] as const) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
      expect(download.suggestedFilename()).toBe(`hourglass-${sweep.sweep}-configurations.${extension}`);
      const text = await readFile((await download.path()) ?? '', 'utf8');
      expect(text.startsWith(beginning)).toBe(true);
      expect(text.split('784-32-8').length - 1).toBe(1);
    }
    const { stdout } = await hourglass('sweeps', 'show', sweep.sweep, '--configurations', 'csv', '--home', home);
    expect(stdout.split('\n').filter((line) => line.includes('784-'))).toHaveLength(dimensions.length);
  });

  it('are compared with any run, which is stored in the URL', async () => {
    await page.goto(`${url}/sweeps/${sweep.sweep}`);
    await page.getByRole('columnheader', { name: 'against PCA' }).waitFor();
    await page.getByLabel('Against').selectOption(ids(sweep)[1] ?? '');
    await page.waitForURL((address) => address.searchParams.get('reference') === ids(sweep)[1]);
    await page.getByRole('columnheader', { name: 'against #2' }).waitFor();
    await page.getByRole('link', { name: /^Compare/ }).click();
    await page.waitForURL((address) => address.pathname === '/compare' && address.searchParams.get('reference') === ids(sweep)[1]);
    await page.getByText('lower than #2').waitFor();
    await page.getByLabel('Reference').selectOption('');
    await page.getByText('lower than PCA').waitFor();
  });
});

describe('runs of several sweeps', () => {
  it('have numbers of their own that stay after a deletion, and share the baselines that are the same', async () => {
    await page.goto(`${url}/compare?runs=${ids(sweep)[0]},${ids(other)[0]}`);
    const names = page.getByRole('region', { name: 'Samples by run' }).locator('header a');
    await expect
      .poll(() => names.allTextContents())
      .toEqual(['PCA 8', 'Mean sample', expect.stringMatching(/^#1 /), expect.stringMatching(/^#7 /)]);
    await hourglass('runs', 'rm', ids(sweep)[1] ?? '', '--home', home);
    await page.goto(`${url}/runs/${ids(sweep)[2]}`);
    await inEveryLook(page, () => page.getByRole('heading', { name: /^#3 / }).waitFor());
  });
});

describe('Compare', () => {
  it('shows each run at its best epoch, and names the values that every ± is over', async () => {
    await page.goto(`${url}/compare?sweep=${sweep.sweep}`);
    await page.getByText(/mean ± s\.d\. over \d+ samples/).waitFor();
    await page.getByText('best epoch', { exact: true }).click();
    await page.waitForURL(/align=best/);
    await page
      .getByText(/^best: epoch \d+$/)
      .first()
      .waitFor();
    await page.getByText('mean ± s.d. over seeds').click();
    await page.getByText('each seed at its best epoch').first().waitFor();
    await page
      .getByRole('region', { name: 'Originals' })
      .getByText(/mean ± s\.d\. over seeds/)
      .waitFor();
  });

  it('takes the worst test samples of the best epoch, or of the last', async () => {
    await page.goto(`${url}/compare?sweep=${sweep.sweep}&tests=${ids(sweep)[0]}`);
    const sixth = page.getByRole('region', { name: 'Originals' }).getByRole('button').nth(5);
    await sixth.waitFor();
    await page.getByRole('group', { name: 'Checkpoint' }).getByText('best').click();
    await page.waitForURL(/align=best/);
    await sixth.waitFor();
    expect(dashboard.complaints).toEqual([]);
  });
});

it('exports the weights of the best epoch, and says so', async () => {
  const file = join(home, 'weights.npz');
  await writeFile(file, '');
  const { stderr, exitCode } = await hourglass(
    'runs',
    'export',
    ids(sweep)[0] ?? '',
    '--weights',
    file,
    '--checkpoint',
    'best',
    '--home',
    home,
  );
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/of the best epoch, \d+ \(the last is 4\)|the best and the last/);
  expect((await readFile(file)).length).toBeGreaterThan(1_000);
});
