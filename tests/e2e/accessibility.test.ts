import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe-problems.ts';
import { hourglass } from '../support/hourglass.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';
import { lookRows, setLook } from './looks.ts';

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
  ['its configurations', () => `/sweeps/${summary.sweep}?rows=configurations`],
  ['its relations', () => `/sweeps/${summary.sweep}?look=relations`],
  ['a run', () => `/runs/${runs()[0]}`],
  ['all runs', () => '/runs'],
  ['runs in groups', () => '/runs?group=dimensions'],
  ['the comparison', () => `/compare?sweep=${summary.sweep}`],
  ['an opened cell', () => `/compare?sweep=${summary.sweep}&open=${runs()[0]}:0`],
  ['the difference', () => `/runs/difference?runs=${runs().join()}`],
  ['a new sweep', () => '/sweeps/new'],
  ['the system', () => '/system'],
];

describe.each(lookRows)('at %i pixels, %s', (width, scheme) => {
  it.each(pages)('shows %s without a serious problem', async (_, path) => {
    const { page, url } = dashboard;
    await setLook(page, { width, scheme });
    await page.goto(`${url}${path()}`, { waitUntil: 'load' });
    await page.locator('main').last().waitFor();
    await page.getByText('Loading…').first().waitFor({ state: 'hidden' });
    expect(await axeProblems(page)).toEqual([]);
  });
});

it.each([
  ['the sweeps', () => '/'],
  ['a sweep', () => `/sweeps/${summary.sweep}`],
  ['all runs', () => '/runs'],
])('reaches the first row of %s with three keys', async (_, path) => {
  const { page, url } = dashboard;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${url}${path()}`);
  const rows = page.locator('[data-rows]');
  await rows.getByRole('checkbox').first().waitFor();
  await page.getByText('live', { exact: true }).waitFor();
  for (const key of ['Tab', 'Enter', 'Tab']) await page.keyboard.press(key);
  expect(await rows.locator(':focus').count()).toBe(1);
});

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
