import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { decode } from 'fast-png';
import type { Locator, Page } from 'playwright-core';
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

  const baselines = () => summary.runs.filter(({ kind }) => kind === 'baseline').map(({ id }) => id);

  it('shows instructions on an empty home', async () => {
    await page.goto(url);
    await page.getByText(`./hourglass sweep --home '${home}' examples/first-sweep.yaml`).waitFor();
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

  it('shows the figures of a run’s code, beside those of another run, and saves them', async () => {
    const [run = '', other = ''] = trained();
    await page.goto(`${url}/runs/${run}`);
    const section = page.getByRole('region', { name: 'Figures of the code' });
    const strip = section.getByRole('img', { name: /^Interpolations 7 → 2$/ });
    await strip.scrollIntoViewIfNeeded();
    await expect.poll(() => grayLevels(strip).then((levels) => new Set(levels).size)).toBeGreaterThan(8);
    // The line begins at the first probe sample's code, of which the page shows the reconstruction; other batches round differently.
    const reconstruction = page.getByRole('img', { name: 'Reconstructions' }).first();
    await reconstruction.scrollIntoViewIfNeeded();
    await expect.poll(() => grayLevels(reconstruction).then((levels) => new Set(levels).size)).toBeGreaterThan(8);
    const expected = await grayLevels(reconstruction);
    await strip.scrollIntoViewIfNeeded();
    for (const [index, level] of (await grayLevels(strip)).entries())
      expect(Math.abs(level - (expected[index] ?? Number.NaN))).toBeLessThan(3);

    const generated = section.getByRole('figure', { name: 'Samples of a fitted normal distribution' });
    await generated
      .getByRole('img')
      .nth(2)
      .hover({ position: { x: 5, y: 5 } });
    await generated.getByText('sample 20').waitFor();

    await section.getByLabel('Beside').selectOption(other);
    await page.waitForURL((now) => now.searchParams.get('reference') === other);
    await section.getByRole('figure', { name: 'Traversals' }).getByRole('heading', { name: /^#2 / }).waitFor();
    await section.getByRole('figure', { name: 'Traversals' }).getByRole('button', { name: 'Open' }).click();
    const dialog = page.getByRole('dialog', { name: 'Traversals' });
    const row = dialog.getByRole('img', { name: /^Traversals dimension \d$/ }).first();
    await row.hover({ position: { x: 5, y: 5 } });
    await dialog.getByText(/^dimension \d = −?\d/).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save PNG' }).click()]);
    expect(download.suggestedFilename()).toBe('hourglass-comparison-figure-traversal.png');
    const { width, height } = decode(await readFile(await download.path()));
    expect(width).toBeGreaterThan(height);
    await page.keyboard.press('Escape');
    await page.waitForURL((now) => !now.searchParams.has('figure'));
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
    ['the difference of a run and its baselines', () => `/runs/difference?runs=${[trained()[0], ...baselines()].join()}`],
    ['the difference of baselines', () => `/runs/difference?runs=${baselines().join()}`],
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

  it('shows a page for an unknown run', async () => {
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

/** Gray levels of the first sample of a strip of MNIST digits at twice their size, one for each pixel of the canvas. */
function grayLevels(strip: Locator): Promise<readonly number[]> {
  return strip.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement) || element.width < 56) return [];
    const pixels = element.getContext('2d')?.getImageData(0, 0, 56, 56).data ?? [];
    return Array.from(pixels).filter((_, index) => index % 4 === 0);
  });
}
