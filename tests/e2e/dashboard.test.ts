import { request } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourglass } from '../support/hourglass.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { widestMoment } from '../support/widest-moment.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';

let home = '';
let url = '';
let dashboard: Dashboard;
let page: Page;

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ home, url, page } = dashboard);
});

afterAll(() => dashboard?.close());

describe('the dashboard', () => {
  let summary: Summary;
  const trained = () => summary.runs.filter(({ kind }) => kind === 'run').map(({ id }) => id);

  it('shows instructions on an empty home', async () => {
    await page.goto(url);
    await page.getByText(`./hourglass sweep examples/first-sweep.yaml --home ${home}`).waitFor();
  });

  it('shows a sweep started elsewhere, and the end of its runs, without a reload', async () => {
    const sweeping = hourglass(
      'sweep',
      '--name',
      'Watched',
      '--dims',
      '784,32,8',
      '--lr',
      '0.003,0.001',
      '--batch',
      '250',
      '--epochs',
      '2',
      '--json',
      '--home',
      home,
    );
    await page.getByRole('link', { name: 'Watched' }).click({ timeout: 60_000 });
    await page.waitForURL(/\/sweeps\/[a-z0-9]{10}/);
    await page.getByText('running').first().waitFor();
    summary = parseSummary((await sweeping).stdout);
    expect(summary.runs.every(({ state }) => state === 'complete')).toBe(true);
    for (const { validationCostPerSample } of summary.runs) {
      await page
        .getByText(validationCostPerSample?.toFixed(2) ?? 'no cost')
        .filter({ visible: true })
        .first()
        .waitFor({ timeout: 20_000 });
    }
    await page.getByText('running').first().waitFor({ state: 'hidden' });
  });

  it('compares reconstructions, with the whole state in the URL', async () => {
    await page.goto(`${url}/compare?sweep=${summary.sweep}`);
    const canvases = page.locator('canvas');
    await canvases.first().waitFor();
    const before = await canvases.first().screenshot();
    expect(new Set(before).size).toBeGreaterThan(8);
    await page.getByRole('slider').first().focus();
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/epoch=1/);
    const link = page.url();
    const other = await dashboard.browser.newPage({ viewport: { width: 390, height: 844 } });
    await other.goto(link);
    await other.locator('canvas').first().waitFor();
    expect(await other.getByRole('slider').first().inputValue()).toBe(await page.getByRole('slider').first().inputValue());
    await other.close();
  });

  it('links from a run’s page back to its sweep', async () => {
    await page.goto(`${url}/runs/${trained()[0]}`);
    await page.locator('canvas').first().waitFor();
    await page.locator(`a[href*="/sweeps/${summary.sweep}"]`).first().click();
    await page.waitForURL(`**/sweeps/${summary.sweep}**`);
  });

  it.each([
    ['sweeps', () => '/'],
    ['a sweep', () => `/sweeps/${summary.sweep}`],
    ['its configurations', () => `/sweeps/${summary.sweep}?rows=configurations`],
    ['its relations', () => `/sweeps/${summary.sweep}?look=relations`],
    ['a run', () => `/runs/${trained()[0]}`],
    ['all runs', () => '/runs'],
    ['the comparison', () => `/compare?sweep=${summary.sweep}`],
    ['the difference', () => `/runs/difference?runs=${trained().join()}`],
    ['a new sweep', () => '/sweeps/new'],
    ['the system', () => '/system'],
  ])('never lays out %s wider than a telephone, not even while it loads', async (_, path) => {
    const settled = async (telephone: Page) => {
      await telephone.locator('main:not([aria-busy])').last().waitFor();
      await telephone.getByText('Loading…').first().waitFor({ state: 'hidden' });
      await telephone.getByText('live', { exact: true }).waitFor();
    };
    const moments = await widestMoment(dashboard.browser, `${url}${path()}`, { width: 390, settled });
    expect(moments).toEqual(moments.map(() => ({ width: 390, by: [] })));
  });

  it('answers an unknown run with a page that says so', async () => {
    const answer = await page.request.get(`${url}/runs/zzzzzzzzzz`);
    expect(answer.status()).toBe(404);
  });

  it.each([
    ['another host', { host: 'evil.example' }, 403],
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['its own name on a forwarded port', { host: 'localhost:9999' }, 200],
  ])('answers a request by %s with %j → %i', async (_, headers, status) => {
    expect(await rawStatus(headers)).toBe(status);
  });

  it('had no error in the browser’s console', () => {
    expect(dashboard.complaints.filter((text) => !text.includes('404'))).toEqual([]);
  });

  it('refuses a second owner of its home and names the URL of the first', async () => {
    const second = await hourglass('up', '--home', home);
    expect(second.exitCode).toBe(2);
    expect(second.stderr).toContain(url);
  });
});

/** fetch() forbids a custom Host header. */
function rawStatus(headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}
