import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass } from '../support/hourglass.ts';
import { type Dashboard, openDashboardOn, temporaryHome } from './dashboard.ts';
import { inEveryLook } from './looks.ts';

const epochs = 3_000;
const idsSchema = z.object({ run: z.string(), sweep: z.string() });

let dashboard: Dashboard;
let worker: ChildProcess;
let ids: z.output<typeof idsSchema>;

beforeAll(async () => {
  const home = await temporaryHome();
  const program = new URL('../../packages/db/src/testing/long-run-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, home, `${epochs}`], { stdio: ['pipe', 'pipe', 'inherit'] });
  worker = child;
  const [line] = await once(child.stdout, 'data');
  ids = idsSchema.parse(JSON.parse(String(line)));
  dashboard = await openDashboardOn(home, '--workers', '0');
});

afterAll(async () => {
  worker?.kill('SIGKILL');
  await dashboard?.close();
});

const events = () => dashboard.page.getByRole('region', { name: 'Events' });

describe(`a run of ${epochs} epochs`, () => {
  it('has a page of a few screens, with its epochs folded into one event', async () => {
    const { page, url } = dashboard;
    await page.goto(`${url}/runs/${ids.run}`);
    await events().getByText('3,000 epochs ended').waitFor();
    await inEveryLook(page, async () => {
      expect(await events().getByRole('listitem').count()).toBeLessThan(12);
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(6_000);
    });
  });

  it('plays through its recorded epochs, with speed and stride', async () => {
    const { page, url } = dashboard;
    await page.goto(`${url}/runs/${ids.run}`);
    const slider = page.getByRole('slider', { name: 'Epoch' });
    const last = Number(await slider.getAttribute('max'));
    expect(last).toBe(29);
    await page.getByLabel('Speed').selectOption('4');
    await page.getByLabel('Stride').selectOption('5');
    const visited = new Set<number>();
    await page.getByRole('button', { name: 'Play' }).click();
    await expect
      .poll(
        async () => {
          const position = Number(await slider.inputValue());
          visited.add(position);
          return visited.size > 1 && position === last;
        },
        { timeout: 60_000, interval: 10 },
      )
      .toBe(true);
    await page.getByRole('button', { name: 'Play' }).waitFor();
    for (const position of visited) expect(position === last || position % 5 === 0, `${position}`).toBe(true);
  });

  it('fetches only new epochs while it trains', async () => {
    const { page, url } = dashboard;
    await page.goto(`${url}/runs/${ids.run}`);
    await events().getByText('3,000 epochs ended').waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /^live$/ })
      .waitFor();
    const sizes: number[] = [];
    page.on('response', async (response) => {
      if (response.url().includes('runs.epochs')) sizes.push((await response.body()).length);
    });
    worker.stdin?.write('10\n');
    await events()
      .getByText(`Epoch ${epochs + 10} ended`)
      .waitFor();
    await expect.poll(() => sizes.length).toBeGreaterThan(0);
    for (const size of sizes) expect(size).toBeLessThan(10_000);
    await page.getByText('3,010 epochs ended').waitFor();
  });
});

describe('a page whose sweep or run is deleted elsewhere', () => {
  it('says so in every tab, and no longer claims to be live', async () => {
    const { page, browser, url, home } = dashboard;
    const [other, compared] = [await browser.newPage(), await browser.newPage()];
    await page.goto(`${url}/runs/${ids.run}`);
    await other.goto(`${url}/sweeps/${ids.sweep}`);
    await compared.goto(`${url}/compare?sweep=${ids.sweep}`);
    for (const tab of [page, other, compared])
      await tab
        .getByRole('status')
        .filter({ hasText: /^live$/ })
        .waitFor();
    expect((await hourglass('sweeps', 'rm', ids.sweep, '--home', home)).exitCode).toBe(0);
    await page.getByRole('heading', { name: 'This run was deleted' }).waitFor();
    for (const tab of [other, compared]) await tab.getByRole('heading', { name: 'This sweep was deleted' }).waitFor();
    for (const tab of [page, other, compared])
      await inEveryLook(tab, async () => {
        await tab.getByRole('heading', { name: /^This (run|sweep) was deleted$/ }).waitFor();
        await tab
          .getByRole('status')
          .filter({ hasText: /^not live$/ })
          .waitFor();
      });
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /^live$/ })
      .waitFor();
    await Promise.all([other.close(), compared.close()]);
  });
});
