import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass } from '../support/hourglass.ts';
import { type Dashboard, openDashboardOn, temporaryHome } from './dashboard.ts';

const epochs = 3_000;

let dashboard: Dashboard;
let sweep: string;
let run: string;

/** Two training steps per epoch. */
beforeAll(async () => {
  const home = await temporaryHome();
  const data = join(home, 'samples.csv');
  await writeFile(data, Array.from({ length: 40 }, (_, row) => [1, 2, 3, 4].map((column) => Math.sin(row * column)).join(',')).join('\n'));
  const flags = [
    '--dataset',
    data,
    '--dims',
    '4,2',
    '--epochs',
    `${epochs}`,
    '--batch',
    '18',
    '--extendable',
    'true',
    '--baselines',
    'none',
  ];
  const { exitCode, stderr } = await hourglass('sweep', ...flags, '--workers', '1', '--home', home);
  if (exitCode !== 0) throw new Error(stderr);
  const { stdout } = await hourglass('runs', 'ls', '--json', '--home', home);
  const [trained] = z.array(z.object({ id: z.string(), sweep: z.string() })).parse(JSON.parse(stdout));
  if (trained === undefined) throw new Error('No run was trained.');
  ({ id: run, sweep } = trained);
  dashboard = await openDashboardOn(home, '--workers', '1');
});

afterAll(() => dashboard?.close());

const events = () => dashboard.page.getByRole('region', { name: 'Events' });

describe(`a run of ${epochs} epochs`, () => {
  it('has a page of a few screens, with its epochs folded into one event', async () => {
    const { page, url } = dashboard;
    await page.goto(`${url}/runs/${run}`);
    await events().getByText('3,000 epochs ended').waitFor();
    expect(await events().getByRole('listitem').count()).toBeLessThan(12);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(6_000);
  });

  it('plays through its recorded epochs, faster and in strides', async () => {
    const { page, url } = dashboard;
    await page.goto(`${url}/runs/${run}`);
    const slider = page.getByRole('slider', { name: 'Epoch' });
    const last = Number(await slider.getAttribute('max'));
    expect(last).toBeGreaterThan(20);
    await page.getByLabel('Speed').selectOption('4');
    await page.getByLabel('Stride').selectOption('5');
    const visited = new Set<string>();
    await page.getByRole('button', { name: 'Play' }).click();
    await expect
      .poll(
        async () => {
          visited.add(await slider.inputValue());
          return slider.inputValue();
        },
        { timeout: 60_000, interval: 10 },
      )
      .toBe(String(last));
    await page.getByRole('button', { name: 'Play' }).waitFor();
    for (const position of visited) expect(Number(position) === last || Number(position) % 5 === 0, position).toBe(true);
  });

  it('fetches only what is new while it trains', async () => {
    const { page, url } = dashboard;
    await page.goto(`${url}/runs/${run}`);
    await events().getByText('3,000 epochs ended').waitFor();
    const sizes: number[] = [];
    page.on('response', async (response) => {
      if (response.url().includes('/api/trpc/runs.epochs')) sizes.push((await response.body()).length);
    });
    await hourglass('runs', 'extend', run, '--epochs', `${epochs + 100}`, '--home', dashboard.home);
    await events()
      .getByText(`Epoch ${epochs + 100} ended`)
      .waitFor({ timeout: 120_000 });
    await expect.poll(() => sizes.length, { timeout: 30_000 }).toBeGreaterThan(1);
    // Another attempt refetches all epochs once; the other responses hold new epochs only.
    const [, ...others] = sizes.toSorted((a, b) => b - a);
    for (const size of others) expect(size).toBeLessThan(60_000);
  });
});

describe('a page whose sweep or run is deleted elsewhere', () => {
  it('says so in every tab, and no longer claims to be live', async () => {
    const { page, browser, url, home } = dashboard;
    const other = await browser.newPage();
    await page.goto(`${url}/runs/${run}`);
    await other.goto(`${url}/sweeps/${sweep}`);
    for (const tab of [page, other])
      await tab
        .getByRole('status')
        .filter({ hasText: /^live$/ })
        .waitFor();
    expect((await hourglass('sweeps', 'rm', sweep, '--home', home)).exitCode).toBe(0);
    await page.getByRole('heading', { name: 'This run was deleted' }).waitFor();
    await other.getByRole('heading', { name: 'This sweep was deleted' }).waitFor();
    for (const tab of [page, other])
      await tab
        .getByRole('status')
        .filter({ hasText: /^not live$/ })
        .waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /^live$/ })
      .waitFor();
    await other.close();
  });
});
