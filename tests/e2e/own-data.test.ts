import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './dashboard.ts';

let dashboard: Dashboard;
let page: Page;
let url = '';
let folder = '';

beforeAll(async () => {
  dashboard = await openDashboard('--workers', '1');
  ({ page, url } = dashboard);
  page.setDefaultTimeout(60_000);
  folder = join(dashboard.home, 'my data');
  await mkdir(folder);
  // 64 values from 0 to 16, as the digits of scikit-learn have them, and a label.
  const row = (index: number) =>
    [...Array.from({ length: 64 }, (_, value) => ((index + 1) * (value + 3)) % 17), `kind ${index % 3}`].join(',');
  await writeFile(join(folder, 'digits.csv'), Array.from({ length: 200 }, (_, index) => row(index)).join('\n'));
});

afterAll(() => dashboard?.close());

const field = (label: string) => page.getByRole('textbox', { name: label, exact: true });
const yaml = () => page.getByRole('textbox', { name: 'YAML' });
const path = (label: string) => page.getByRole('combobox', { name: `data set: ${label}`, exact: true });

it('accepts own files by path on an empty home, and previews them', async () => {
  await page.goto(`${url}/sweeps/new`);
  await page.getByRole('combobox', { name: 'data set', exact: true }).selectOption('own files');
  const file = join(folder, 'digits.csv');
  await path('samples').fill(join(folder, 'di'));
  await page.locator(`datalist option[value="${file}"]`).waitFor({ state: 'attached' });
  await path('samples').fill(file);
  await path('labels').fill(`${file}#65`);
  await page
    .getByText('vectors of 64 values · 162 for training, 18 for validation, 20 for the test · numbers from 0 to 16 · 3 labels')
    .waitFor();
  await page.getByRole('img', { name: 'The first 10 training samples' }).waitFor();
  const text = await yaml().inputValue();
  await yaml().fill(text.replace(/dimensions:\n(\s+- .*\n)+/, 'dimensions: [64, 8]\n'));
  await page.getByText(/outputActivation: tanh gives −1 to 1, but the values of digits\.csv minus their mean go from/).waitFor();
});

it('fills fields of the form from the suggestion and the shape', async () => {
  await page.getByRole('radio', { name: 'unit' }).check({ force: true });
  await field('sample shape').fill('8, 8');
  await page.getByText('pictures of 8 × 8').waitFor();
  await page.getByText(/outputActivation: tanh gives/).waitFor({ state: 'detached' });
  expect(await yaml().inputValue()).toMatch(/dataset:.*scale: unit.*shape: \[8, 8\]/s);
  await field('learning rate').fill('0.01');
  await field('epochs').fill('1');
  await field('name').fill('My digits');
});

it('starts the first sweep on own data, whose worker reads the same files', async () => {
  await page.getByRole('button', { name: 'Start 1 run' }).click();
  await page.getByRole('heading', { name: 'My digits' }).waitFor();
  await page
    .getByRole('link', { name: /1 complete/ })
    .or(page.getByText(/1 complete/))
    .first()
    .waitFor({ timeout: 120_000 });
});

it('a data set with missing files can’t be chosen or started, and names the missing file', async () => {
  await rm(join(folder, 'digits.csv'));
  await page.goto(`${url}/sweeps/new`);
  const option = page.getByRole('combobox', { name: 'data set', exact: true }).locator('option', { hasText: 'digits.csv, not there' });
  await option.waitFor({ state: 'attached' });
  expect(await option.isDisabled()).toBe(true);
  await page.getByRole('combobox', { name: 'data set', exact: true }).selectOption('own files');
  await path('samples').fill(join(folder, 'digits.csv'));
  await page.getByText(/dataset\.train: .*digits\.csv does not exist\./).waitFor();
  expect(await page.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
});
