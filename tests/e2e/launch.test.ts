import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hourglass } from '../support/hourglass.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';
import { inEveryLook } from './looks.ts';

let home = '';
let url = '';
let dashboard: Dashboard;
let page: Page;
let sweepUrl = '';

beforeAll(async () => {
  dashboard = await openDashboard('--workers', '1');
  ({ home, url, page } = dashboard);
  page.setDefaultTimeout(60_000);
});

afterAll(() => dashboard?.close());

const field = (label: string) => page.getByRole('textbox', { name: label, exact: true });
const yaml = () => page.getByRole('textbox', { name: 'YAML' });
const states = async () =>
  (JSON.parse((await hourglass('runs', 'ls', '--json', '--home', home)).stdout) as readonly { kind: string; state: string }[])
    .filter(({ kind }) => kind === 'run')
    .map(({ state }) => state);

it('an invalid value is reported at its field and prevents starting', async () => {
  await page.goto(`${url}/sweeps/new`);
  await field('learning rate').fill('-1');
  await page.getByText('learningRate: received -1; it must be more than 0.').waitFor();
  expect(await field('learning rate').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
});

it('the form, the YAML and the command stay in sync', async () => {
  await field('learning rate').fill('0.01, 0.001');
  expect(await yaml().inputValue()).toContain('learningRate: [0.01, 0.001]');
  await page.getByText('--lr 0.01,0.001').waitFor();
  const text =
    'version: 1\nname: By hand\nmodel:\n  dimensions: [784, 8]\ntraining: {learningRate: [0.01], batchSize: 5000, epochs: 1}\nextendable: true\n';
  await yaml().fill(text);
  await expect.poll(() => field('name').inputValue()).toBe('By hand');
  await expect.poll(() => field('batch size').inputValue()).toBe('5000');
  await yaml().fill(`${text}  oops: [`);
  await page.getByText('The spec is not valid YAML').waitFor();
  expect(await field('name').inputValue()).toBe('By hand');
  await yaml().fill(text);
});

it('the time and the disk space are estimated on an empty home, as soon as an idle worker has measured the machine', async () => {
  const estimate = page.getByRole('region', { name: 'Estimate' });
  await estimate.getByText('time on 1 worker').waitFor();
  await estimate.getByText('on disk').waitFor();
  const text = await yaml().inputValue();
  for (const [model, what] of [
    ['family: convolutional, channels: [4]', 'convolutional'],
    ['dimensions: [784, 8], code: variational, likelihood: bernoulli', 'dense'],
    ['dimensions: [784, 8]', 'dense'],
  ] as const) {
    await yaml().fill(`version: 1\nname: Estimated\nmodel: {${model}}\ntraining: {batchSize: 500, epochs: 1}\n`);
    const reason = new RegExp(
      `Time from the speed of this machine .* The range is wide because no ${what} run was recorded on this machine yet`,
    );
    await estimate.getByText(reason).waitFor();
  }
  await yaml().fill(text);
});

it('starts the described sweep, and its run is trained', async () => {
  await page.getByRole('button', { name: 'Start 1 run' }).click();
  await page.waitForURL(/\/sweeps\/\w{10}$/);
  sweepUrl = page.url();
  await page.getByRole('heading', { name: 'By hand' }).waitFor();
  await expect.poll(states, { timeout: 120_000 }).toEqual(['complete']);
});

it('widens the sweep: only the new run is trained, and the estimate says what it is based on', async () => {
  await page.goto(sweepUrl);
  await page.getByRole('link', { name: 'Widen' }).click();
  await field('learning rate').fill('0.01, 0.001');
  await page.getByText('has 1 of these 2 runs already').waitFor();
  await page.getByText('Time from 1 recorded run on this machine').waitFor();
  await page.getByRole('button', { name: 'Train 1 new run' }).click();
  await page.waitForURL(sweepUrl);
  await expect.poll(states, { timeout: 120_000 }).toEqual(['complete', 'complete']);
});

it('clones a sweep with a change, under another name', async () => {
  await page.goto(sweepUrl);
  await page.getByRole('link', { name: 'Clone' }).click();
  await expect.poll(() => field('name').inputValue()).toBe('Copy of By hand');
  await field('dimensions').fill('784, 4');
  await page.getByRole('button', { name: 'Start 2 runs' }).click();
  await page.getByRole('heading', { name: 'Copy of By hand' }).waitFor();
  expect(page.url()).not.toBe(sweepUrl);
  await expect.poll(states, { timeout: 120_000 }).toEqual(Array.from({ length: 4 }, () => 'complete'));
});

it('a clone and its parent link to each other, on the pages of sweeps and runs and on the command line', async () => {
  await page.goto(sweepUrl);
  await page.getByRole('link', { name: 'Copy of By hand' }).click();
  await page.getByRole('heading', { name: 'Copy of By hand' }).waitFor();
  await page.getByText('cloned from').waitFor();
  const clone = page.url().split('/').at(-1) ?? '';
  await page.getByRole('link', { name: 'By hand', exact: true }).click();
  await page.waitForURL(sweepUrl);
  const parent = sweepUrl.split('/').at(-1) ?? '';
  const shown = async (id: string) => JSON.parse((await hourglass('sweeps', 'show', id, '--json', '--home', home)).stdout) as unknown;
  expect(await shown(clone)).toMatchObject({ parent: { sweep: parent, name: 'By hand', run: null }, clones: [] });
  expect(await shown(parent)).toMatchObject({ parent: null, clones: [{ id: clone, name: 'Copy of By hand', run: null }] });
});

it('a clone of a run is listed on its page; a sweep without validation has its own columns and sentences', async () => {
  const runs = JSON.parse((await hourglass('runs', 'ls', '--json', '--home', home)).stdout) as readonly { id: string; kind: string }[];
  const run = runs.find(({ kind }) => kind === 'run')?.id ?? '';
  await page.goto(`${url}/runs/${run}`);
  await page.getByRole('link', { name: 'Clone' }).click();
  await yaml().fill(
    'version: 1\nname: Of one run\ndataset: {name: mnist, validation: 0, limit: 1000}\nmodel: {dimensions: [784, 2]}\ntraining: {learningRate: 0.01, batchSize: 500, epochs: 1}\n',
  );
  const note = page.getByText('dataset.validation: no samples are held out').first();
  await note.waitFor();
  await page.getByRole('button', { name: 'Start 1 run' }).click();
  await page.getByRole('heading', { name: 'Of one run' }).waitFor();
  // The page repeats the sentence of planning, and its table has a sentence and columns of its own.
  await note.waitFor();
  await inEveryLook(page, async () => {
    await page.getByText('runs are sorted by the test cost of their last epoch').waitFor();
    await page.getByRole('columnheader', { name: 'last test' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'best validation' }).count()).toBe(0);
  });
  await expect.poll(async () => (await states()).every((state) => state === 'complete'), { timeout: 120_000 }).toBe(true);
  // Lists beside other sweeps say why it has no best epoch.
  await page.goto(`${url}/runs?filter=sweep+%3D+%22Of+one+run%22`);
  const listed = page.getByRole('table', { name: 'Runs' });
  await inEveryLook(page, async () => {
    await page.getByText('none: no samples are held out for validation, so no epoch is the best').waitFor();
    await listed.getByText('none', { exact: true }).first().waitFor();
  });
  expect(await listed.getByText('none', { exact: true }).count()).toBe(3);
  await page.goto(url);
  const line = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Of one run' }) });
  await inEveryLook(page, () => line.getByText('none', { exact: true }).first().waitFor());
  await page.goto(`${url}/runs/${run}`);
  await page.getByRole('link', { name: 'Of one run' }).waitFor();
});

it('extends a run that kept its optimizer’s state', async () => {
  const runs = JSON.parse((await hourglass('runs', 'ls', '--json', '--home', home)).stdout) as readonly { id: string; kind: string }[];
  const run = runs.find(({ kind }) => kind === 'run');
  await page.goto(`${url}/runs/${run?.id}`);
  await page.getByRole('button', { name: 'Extend' }).click();
  await page.getByRole('button', { name: 'Train 1 more' }).click();
  await expect
    .poll(async () => (await hourglass('runs', 'show', run?.id ?? '', '--json', '--home', home)).stdout, { timeout: 120_000 })
    .toMatch(/"epoch":\s*2/);
});

it('notifies once at the end, if enabled, in a hidden tab', async () => {
  await page.context().grantPermissions(['notifications'], { origin: url });
  // A headless browser shows no notifications. The page records the requested ones, so that the test can click them.
  await page.addInitScript(() => {
    const Original = Notification;
    // The document does not exist yet.
    const noted = () => document.documentElement.dataset;
    class Recorded extends Original {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        noted().told = `${noted().told ?? ''}${title}: ${options?.body}\n`;
        document.addEventListener('click-notification', () => this.dispatchEvent(new Event('click')));
      }
      override close() {
        super.close();
        noted().closed = 'true';
      }
    }
    window.Notification = Recorded;
    window.focus = () => {
      noted().focused = 'true';
    };
  });
  await page.goto(`${url}/sweeps/new`);
  await yaml().fill(
    'version: 1\nname: Told\nmodel:\n  dimensions: [784, 16]\ntraining: {learningRate: [0.01, 0.002], batchSize: 500, epochs: 12}\n',
  );
  await page.getByRole('button', { name: 'Start 2 runs' }).click();
  await page.getByRole('heading', { name: 'Told' }).waitFor();
  const toggle = page.getByRole('checkbox', { name: 'Notify me' });
  await toggle.click();
  await page.getByText('when the last run finishes').waitFor();
  await page.reload();
  await expect.poll(() => toggle.isChecked()).toBe(true);
  // A hidden page keeps its stream open only if notifications are enabled.
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const recorded = () => page.evaluate(() => document.documentElement.dataset.told);
  await expect.poll(recorded, { timeout: 120_000 }).toMatch(/^Told is finished: 2 complete, best validation cost [\d.]+\n$/);
  await toggle.waitFor({ state: 'detached' });
  await page.evaluate(() => document.dispatchEvent(new Event('click-notification')));
  expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({ focused: 'true', closed: 'true' });
  await page.reload();
  await page.getByRole('heading', { name: 'Told' }).waitFor();
  await page.getByText('live', { exact: true }).waitFor();
  expect(await recorded()).toBeUndefined();
});

it('had no error in the browser’s console', () => {
  expect(dashboard.complaints).toEqual([]);
});
