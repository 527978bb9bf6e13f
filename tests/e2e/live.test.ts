import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass } from '../support/hourglass.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';

const startedSchema = z.object({ id: z.string().length(10) });

let dashboard: Dashboard;
let summary: Summary;

beforeAll(async () => {
  dashboard = await openDashboard('--workers', '1');
  const axes = ['--dims', '784,8', '--seeds', '0,1', '--batch', '500', '--epochs', '1'];
  summary = parseSummary((await hourglass('sweep', '--name', 'Followed', ...axes, '--json', '--home', dashboard.home)).stdout);
});

afterAll(() => dashboard?.close());

describe('a change while a page loads', () => {
  it('appears after the page has hydrated, without errors', async () => {
    const { page, url, home, complaints } = dashboard;
    const script = Promise.withResolvers<void>();
    let isHeld = false;
    await page.route('**/_next/static/chunks/*.js', async (route) => {
      const response = await route.fetch();
      // Delay the script of the page, but not the script of the top bar.
      if ((await response.text()).includes('Curves of the selected runs')) {
        isHeld = true;
        await script.promise;
      }
      await route.fulfill({ response });
    });
    await page.goto(`${url}/sweeps/${summary.sweep}`, { waitUntil: 'commit' });
    await expect.poll(() => isHeld, { timeout: 30_000 }).toBe(true);
    // The top bar responds, so that it is hydrated; the page below is not.
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: /^Theme: / }).click();
          return page.locator('html').getAttribute('data-theme');
        },
        { timeout: 60_000, interval: 300 },
      )
      .toBe('dark');
    await page.getByRole('link', { name: '#2' }).waitFor();

    const first = summary.runs.find(({ kind }) => kind === 'run');
    await hourglass('runs', 'rm', first?.id ?? '', '--home', home);
    // Longer than the server takes to send the update.
    await page.waitForTimeout(1_500);
    script.resolve();
    await expect.poll(() => page.getByRole('checkbox', { name: /^Draw / }).count()).toBe(1);
    // The pictures of the deleted run no longer exist.
    expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([]);
    await page.unrouteAll();
  });
});

describe('columns of a sweep that trains', () => {
  it.each([
    ['the list of sweeps', '784,16', () => '/'],
    ['its table of runs', '784,12', (id: string) => `/sweeps/${id}`],
  ])('stay where they are in %s', async (place, dims, path) => {
    const { page, url, home } = dashboard;
    // Trains while the page is open and watched.
    const axes = ['--dims', dims, '--lr', '0.01,0.001', '--batch', '500', '--epochs', '20'];
    const { stdout } = await hourglass('sweep', '--name', `Trains beside ${place}`, ...axes, '--detach', '--json', '--home', home);
    const { id } = startedSchema.parse(JSON.parse(stdout));
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${url}${path(id)}`);
    await page.getByText('live', { exact: true }).waitFor();
    // The one worker may still train the sweep before.
    await page
      .getByText(/^\d+ running$/)
      .first()
      .waitFor({ timeout: 120_000 });
    const places = () =>
      page
        .locator('table thead')
        .first()
        .locator('th')
        .evaluateAll((heads) => heads.map((head) => Math.round(head.getBoundingClientRect().left)));
    const seen = new Set<string>();
    const isTraining = async () => (await page.getByText(/^\d+ (running|waiting)$/).count()) > 0;
    // Until the last run has ended, and a little longer.
    for (let look = 0; look < 100 || (await isTraining()); look++) {
      seen.add(JSON.stringify(await places()));
      await page.waitForTimeout(50);
    }
    await page.waitForTimeout(500);
    seen.add(JSON.stringify(await places()));
    expect([...seen]).toHaveLength(1);
  });
});
