import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeProblems } from '../support/axe-problems.ts';
import { hourglass } from '../support/hourglass.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
let summary: Summary;

beforeAll(async () => {
  dashboard = await openDashboard('--workers', '2');
  const axes = ['--dims', '784,32,8', '--lr', '0.003,0.001', '--batch', '500', '--epochs', '2'];
  summary = parseSummary((await hourglass('sweep', '--name', 'Read', ...axes, '--json', '--home', dashboard.home)).stdout);
});

afterAll(() => dashboard?.close());

const runs = () => summary.runs.filter(({ kind }) => kind === 'run').map(({ id }) => id);
const pages: readonly (readonly [string, () => string])[] = [
  ['the sweeps', () => '/'],
  ['a sweep', () => `/sweeps/${summary.sweep}`],
  ['its relations', () => `/sweeps/${summary.sweep}?look=relations`],
  ['a run', () => `/runs/${runs()[0]}`],
  ['all runs', () => '/runs'],
  ['the comparison', () => `/compare?sweep=${summary.sweep}`],
  ['the difference', () => `/runs/difference?runs=${runs().join()}`],
  ['the system', () => '/system'],
];

it.each(pages.flatMap(([name, path]) => (['light', 'dark'] as const).map((scheme) => [name, scheme, path] as const)))(
  'shows %s in %s without a serious problem',
  async (_, scheme, path) => {
    const { page, url } = dashboard;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.goto(`${url}${path()}`, { waitUntil: 'load' });
    await page.locator('main').last().waitFor();
    await page.getByText('Loading…').first().waitFor({ state: 'hidden' });
    expect(await axeProblems(dashboard.page)).toEqual([]);
  },
);

it('shows the palette and the keys without accessibility problems', async () => {
  const { page, url } = dashboard;
  await page.goto(url);
  await page.getByText('live', { exact: true }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option').first().waitFor();
  expect(await axeProblems(dashboard.page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  expect(await axeProblems(dashboard.page)).toEqual([]);
});
