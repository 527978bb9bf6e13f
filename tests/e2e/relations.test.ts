import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { at, present } from '@hourglass/presentation/at';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass } from '../support/hourglass.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';
import { inEveryLook } from './looks.ts';

const dimensions = ['784,32,8', '784,64,16', '784,128,32'];
const learningRates = [0.01, 0.001];
const seeds = [0, 1];
const runCount = dimensions.length * learningRates.length * seeds.length;

let home = '';
let url = '';
let dashboard: Dashboard;
let page: Page;
let summary: Summary;
let runs: readonly Trained[] = [];

interface Trained {
  readonly id: string;
  readonly dimensions: string;
  readonly codeSize: number;
  readonly learningRate: number;
  readonly cost: number;
}

const withKl = z.looseObject({ epochs: z.array(z.looseObject({ metrics: z.object({ validation: z.looseObject({ kl: z.number() }) }) })) });

const parameters = z.looseObject({ dimensions: z.array(z.number()), learningRate: z.number() });

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ home, url, page } = dashboard);
  const dims = dimensions.flatMap((sizes) => ['--dims', sizes]);
  const rates = ['--lr', learningRates.join(), '--seeds', seeds.join(), '--batch', '500', '--epochs', '2'];
  summary = parseSummary((await hourglass('sweep', '--name', 'Related', ...dims, ...rates, '--json', '--home', home)).stdout);
  runs = summary.runs
    .filter(({ kind }) => kind === 'run')
    .map(({ id, params, validationCostPerSample }) => {
      const { dimensions: sizes, learningRate } = parameters.parse(params);
      const cost = present(validationCostPerSample, 'validation cost');
      return { id, dimensions: sizes.join('-'), codeSize: present(sizes.at(-1), 'code size'), learningRate, cost };
    });
  await page.setViewportSize({ width: 1440, height: 1000 });
  // Twelve runs are trained before the tests.
}, 600_000);

afterAll(() => dashboard?.close());

function sweepAddress(query: string): string {
  return `${url}/sweeps/${summary.sweep}?select=${runs.map(({ id }) => id).join()}&${query}`;
}

function figure(name: string): Locator {
  return page.getByRole('figure').filter({ has: page.getByRole('heading', { name, exact: true }) });
}

describe('curves', () => {
  it('are fetched again for a dragged range, and in full after a click', async () => {
    await page.goto(sweepAddress(''));
    const plot = figure('Training cost').locator('.u-over');
    await plot.waitFor();
    await page.waitForLoadState('networkidle');
    const finer = page.waitForRequest((request) => /\/series\/cost\?.*run=\w+:\d+-\d+/.test(request.url()));
    await dragAcross(plot, { from: [0.25, 0.5], to: [0.5, 0.5] });
    const [, from, to] = /:(\d+)-(\d+)/.exec((await finer).url()) ?? [];
    await page.waitForURL((address) => isNear(address.searchParams.get('from'), 0.5) && isNear(address.searchParams.get('to'), 1));
    // Epochs 0.5 to 1 of 110 steps each, with a margin of a tenth on both sides.
    expect(Number(from)).toBeGreaterThan(40);
    expect(Number(to)).toBeLessThan(125);
    await page.getByRole('button', { name: 'Show the whole' }).first().click();
    await page.waitForURL((address) => !address.searchParams.has('from'));
  });

  it('are zoomed, panned and reset by keys', async () => {
    await page.goto(sweepAddress(''));
    const chart = page.getByRole('group', { name: /^Training cost,/ });
    await figure('Training cost').locator('.u-over').waitFor();
    await page.waitForLoadState('networkidle');
    await chart.focus();
    await page.keyboard.press('+');
    await page.waitForURL((address) => isNear(address.searchParams.get('from'), 0.2) && isNear(address.searchParams.get('to'), 1.8));
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((address) => isNear(address.searchParams.get('from'), 0.36) && isNear(address.searchParams.get('to'), 1.96));
    await page.keyboard.press('Escape');
    await page.waitForURL((address) => !address.searchParams.has('from'));
  });

  it('move with every repeat of a held key, and are fetched occasionally and at the end', async () => {
    await page.goto(sweepAddress(''));
    const chart = page.getByRole('group', { name: /^Training cost,/ });
    await figure('Training cost').locator('.u-over').waitFor();
    await page.waitForLoadState('networkidle');
    const requests: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/series/cost')) requests.push(request.url());
    });
    // The view starts at two epochs; each event narrows it by a fifth.
    const repeats = 12;
    await chart.evaluate(async (element, count) => {
      for (let repeat = 0; repeat < count; repeat++) {
        element.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true, cancelable: true }));
        await new Promise(requestAnimationFrame);
      }
    }, repeats);
    const half = 0.8 ** repeats;
    await page.waitForURL(({ searchParams }) => isNear(searchParams.get('from'), 1 - half) && isNear(searchParams.get('to'), 1 + half));
    // 110 steps per epoch, with a margin of a tenth of the view on both sides.
    await expect.poll(() => requests.at(-1)).toContain(`${runs[0]?.id}:100-120`);
    expect(requests.length).toBeGreaterThanOrEqual(2);
    expect(requests.length).toBeLessThan(repeats);
    page.removeAllListeners('request');
  });

  it('are zoomed at the pointer by pinching on a trackpad, and panned', async () => {
    await page.goto(sweepAddress(''));
    const plot = figure('Training cost').locator('.u-over');
    await plot.waitFor();
    await page.waitForLoadState('networkidle');
    await hoverAt(plot, [0.25, 0.5]);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -20);
    await page.keyboard.up('Control');
    // Scales the range of two epochs by e^−0.2 around epoch 0.5.
    await page.waitForURL((address) => isNear(address.searchParams.get('from'), 0.091) && isNear(address.searchParams.get('to'), 1.728));
    const width = present(await plot.boundingBox(), 'chart').width;
    await page.mouse.wheel(width / 10, 0);
    await page.waitForURL((address) => isNear(address.searchParams.get('from'), 0.254) && isNear(address.searchParams.get('to'), 1.892));
    await page.mouse.wheel(0, 200);
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(0);
  });

  it('show the exact lowest recorded cost in their table', async () => {
    await page.goto(sweepAddress('smooth=off&legend=values&seeds=each'));
    const answer = await page.request.get(`${url}/api/series/cost?width=10000&run=${runs[0]?.id}`);
    const bytes = new Uint8Array(await answer.body()).buffer;
    // A version, one series, six header words, then the means.
    const count = at(new Uint32Array(bytes, 0, 3), 2);
    const costs = new Float32Array(bytes, 4 * (2 + 6), count);
    expect(count).toBe(220);
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: /784-32-8 · lr 0.01 · seed 0/ }) });
    await row.getByText(`lowest ${Math.min(...costs).toFixed(2)}`).waitFor();
  });

  it('show configurations, each with a band over its seeds, or every run', async () => {
    await page.goto(sweepAddress(''));
    const legend = page.getByRole('list', { name: 'Legend' }).getByRole('button');
    await page.getByText('784-32-8 · lr 0.01 · 2 seeds').waitFor();
    expect(await legend.count()).toBe(runCount / seeds.length);
    await page.getByLabel('Seeds').selectOption('each');
    await legend.nth(runCount - 1).waitFor();
    await page.getByLabel('Seeds').selectOption('range');
    await page.getByText('784-32-8 · lr 0.01 · 2 seeds').waitFor();
    expect(await legend.count()).toBe(runCount / seeds.length);
    await page.waitForURL(/seeds=range/);
  });

  it('are highlighted when their names are hovered, and stay so when clicked', async () => {
    await page.goto(sweepAddress(''));
    const canvas = figure('Validation cost').locator('canvas');
    const name = page.getByRole('list', { name: 'Legend' }).getByRole('button').first();
    await name.waitFor();
    await page.waitForLoadState('networkidle');
    await page.mouse.move(0, 0);
    const before = await canvas.screenshot();
    await name.hover();
    await expect.poll(async () => (await canvas.screenshot()).equals(before)).toBe(false);
    await name.click();
    await page.waitForURL(/pin=/);
    expect(await name.getAttribute('aria-pressed')).toBe('true');
    await name.click();
    await page.waitForURL((address) => !address.searchParams.has('pin'));
    await page.mouse.move(0, 0);
    await expect.poll(async () => (await canvas.screenshot()).equals(before)).toBe(true);
  });

  it('share a crosshair, and the table shows every curve at it', async () => {
    await page.goto(sweepAddress('legend=values'));
    const [first, second] = [figure('Training cost').locator('.u-over'), figure('Validation cost').locator('.u-over')];
    await second.waitFor();
    await hoverAt(first, [0.5, 0.5]);
    const crosshair = figure('Validation cost').locator('.u-cursor-x');
    const box = present(await second.boundingBox(), 'chart');
    const line = present(await crosshair.boundingBox(), 'crosshair');
    expect(Math.abs((line.x - box.x) / box.width - 0.5)).toBeLessThan(0.01);
    await page.getByText('at epoch 1', { exact: false }).first().waitFor();
    await page.mouse.move(0, 0);
    await page.getByText('at the end').waitFor();
  });

  it.each([
    ['step', 'step'],
    ['time', 'training time'],
    ['clock', 'time of day'],
  ])('use the axis %s, which is kept in the URL', async (unit, title) => {
    await page.goto(sweepAddress(''));
    await page.getByLabel('Along').selectOption(unit);
    await page.waitForURL(new RegExp(`x=${unit}`));
    await page.getByRole('img', { name: `Training cost, ${title} on the horizontal axis` }).waitFor();
    const other = await dashboard.browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-US' });
    await other.goto(page.url());
    await other.getByRole('img', { name: `Training cost, ${title} on the horizontal axis` }).waitFor();
    expect(await overflow(other.getByRole('region', { name: 'Curves of the selected runs' }))).toBe(0);
    await other.close();
  });
});

describe('a layout', () => {
  it('is saved under a name, and applied on another page', async () => {
    await page.goto(sweepAddress('y=linear&smooth=mean&height=320'));
    await page.getByRole('button', { name: 'Save layout' }).click();
    await page.getByLabel('Name of the layout').fill('Straight');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Delete layout' }).waitFor();
    await page.goto(`${url}/runs/${runs[0]?.id}`);
    await page.getByLabel('Layout').selectOption('Straight');
    await page.waitForURL((address) => address.searchParams.get('y') === 'linear' && address.searchParams.get('smooth') === 'mean');
    expect(Math.round(present(await figure('Training cost').locator('.u-wrap').boundingBox(), 'chart').height)).toBe(320);
    await page.getByRole('button', { name: 'Delete layout' }).click();
    await page.getByRole('button', { name: 'Save layout' }).waitFor();
  });

  it('has charts resized by dragging', async () => {
    await page.goto(sweepAddress(''));
    const frame = figure('Training cost').locator('.u-wrap');
    await frame.waitFor();
    const box = await frame.boundingBox();
    if (box === null) throw new Error('the chart is not on the page');
    // The resize handle of the browser.
    const corner = await figure('Training cost').evaluate((element) => {
      const resizable = [...element.querySelectorAll('div')].find((inner) => getComputedStyle(inner).resize === 'vertical');
      const { right, bottom } = resizable?.getBoundingClientRect() ?? new DOMRect();
      return { right, bottom };
    });
    await page.mouse.move(corner.right - 4, corner.bottom - 4);
    await page.mouse.down();
    await page.mouse.move(corner.right - 4, corner.bottom + 96, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/height=3[56]\d/);
    await expect
      .poll(async () => Math.round(present(await figure('Validation cost').locator('.u-wrap').boundingBox(), 'chart').height))
      .toBeGreaterThan(box.height + 90);
  });
});

describe('relations', () => {
  it('are fetched only when they are shown', async () => {
    await page.goto(sweepAddress(''));
    await figure('Training cost').locator('.u-over').waitFor();
    await page.waitForLoadState('networkidle');
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url());
    });
    await page.getByText('relations', { exact: true }).click();
    await figure('Heatmap').waitFor();
    await page.waitForURL(/look=relations/);
    expect(scripts.length).toBeGreaterThan(0);
    page.removeAllListeners('request');
  });

  it.each([
    ['best', Math.min],
    ['mean', (...costs: number[]) => costs.reduce((sum, cost) => sum + cost, 0) / costs.length],
    // The sample standard deviation of two values.
    ['spread', (first = 0, second = 0) => Math.abs(first - second) / Math.SQRT2],
  ])('show the %s of each cell of the heatmap', async (statistic, expected) => {
    await page.goto(sweepAddress(`look=relations&columns=learningRate&rows=dimensions&cell=${statistic}`));
    await inEveryLook(page, async () => {
      for (const { dimensions: sizes, learningRate } of runs) {
        const costs = runs.filter((run) => run.dimensions === sizes && run.learningRate === learningRate).map(({ cost }) => cost);
        const cell = page.getByRole('button', { name: `learning rate ${learningRate}, dimensions ${sizes}:` });
        const text = (await cell.textContent()) ?? '';
        const digits = text.split('.')[1]?.length ?? 0;
        expect(Math.abs(Number(text) - expected(...costs))).toBeLessThanOrEqual(0.51 * 10 ** -digits);
      }
    });
  });

  it('select the runs of a cell', async () => {
    await page.goto(sweepAddress('look=relations&columns=learningRate&rows=dimensions'));
    await page.getByRole('button', { name: 'learning rate 0.001, dimensions 784-64-16:' }).click();
    const expected = runs.filter((run) => run.dimensions === '784-64-16' && run.learningRate === 0.001).map(({ id }) => id);
    await page.waitForURL((address) => sameMembers(selection(address), expected));
    await page.getByText(`2 of ${runCount} runs selected`).waitFor();
  });

  it('keep the runs that pass a brushed interval of an axis', async () => {
    await page.goto(sweepAddress('look=relations'));
    const costAxis = figure('Parallel coordinates').locator('[data-axis="measure"]');
    await costAxis.waitFor();
    await dragAcross(costAxis, { from: [0.5, 0.98], to: [0.5, 0.5] });
    await page.waitForURL(/brush=measure/);
    const button = figure('Parallel coordinates').getByRole('button', { name: /^Select \d+ runs?$/ });
    const count = Number(((await button.textContent()) ?? '').match(/\d+/)?.[0]);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(runCount);
    await button.click();
    // A brush from the bottom keeps the lowest costs.
    const lowest = [...runs].sort((a, b) => a.cost - b.cost).slice(0, count);
    await page.waitForURL((address) =>
      sameMembers(
        selection(address),
        lowest.map(({ id }) => id),
      ),
    );
  });

  it('are brushed value by value with keys', async () => {
    await page.goto(sweepAddress('look=relations'));
    const low = page.getByRole('slider', { name: 'learning rate, from' });
    await low.focus();
    expect(await low.getAttribute('aria-valuetext')).toBe('0.001');
    await page.keyboard.press('ArrowUp');
    await page.waitForURL(/brush=learningRate~0\.01~0\.01/);
    expect(await low.getAttribute('aria-valuetext')).toBe('0.01');
    await figure('Parallel coordinates')
      .getByRole('button', { name: `Select ${runCount / 2} runs` })
      .waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((address) => !address.searchParams.has('brush'));
  });

  it('show depth, width, code size or parameters derived from the dimensions', async () => {
    await page.goto(sweepAddress('look=relations'));
    await page.getByLabel('Shape of the network as').selectOption('codeSize');
    await figure('Parallel coordinates').locator('[data-axis="codeSize"]').waitFor();
    expect(await figure('Parallel coordinates').locator('[data-axis="dimensions"]').count()).toBe(0);
    await figure('What mattered').getByRole('rowheader', { name: 'code size', exact: true }).waitFor();
  });

  it('mark the runs that no run beats on both cost and code size', async () => {
    await page.goto(sweepAddress('look=relations&against=codeSize'));
    await figure('Against resources').getByRole('button', { name: 'Select the front' }).click();
    const front = runs.filter(
      (run) => !runs.some((other) => other.codeSize <= run.codeSize && other.cost < run.cost) && isFirstOfEquals(run),
    );
    await page.waitForURL((address) =>
      sameMembers(
        selection(address),
        front.map(({ id }) => id),
      ),
    );
  });

  it('show a metric of the code in place of the cost, without a front if it has no preferred direction', async () => {
    const spec = join(home, 'variational.yaml');
    await writeFile(
      spec,
      `version: 1
name: Variational
dataset: { name: mnist, limit: 600 }
model: { dimensions: [784, 16, 4], tied: false, code: [{ kind: variational, beta: 1 }, { kind: variational, beta: 4 }] }
training: { batchSize: 100, epochs: 1, learningRate: [0.003, 0.001] }
seeds: [0]
baselines: []
`,
    );
    const { sweep, runs: variational } = parseSummary((await hourglass('sweep', spec, '--json', '--home', home)).stdout);
    await page.goto(`${url}/sweeps/${sweep}?look=relations&columns=learningRate&rows=beta&brush=measure~1~2`);
    await page.getByLabel('Of', { exact: true }).selectOption({ label: 'last validation KL' });
    await page.waitForURL((address) => address.searchParams.get('measure') === 'validation.kl' && !address.searchParams.has('brush'));
    for (const { id, params } of variational) {
      const { learningRate, code } = z.looseObject({ learningRate: z.number(), code: z.looseObject({ beta: z.number() }) }).parse(params);
      const { stdout } = await hourglass('runs', 'show', id, '--json', '--home', home);
      const kl = present(withKl.parse(JSON.parse(stdout)).epochs.at(-1), 'last epoch').metrics.validation.kl;
      const cell = page.getByRole('button', { name: new RegExp(`^learning rate ${learningRate}, .*beta ${code.beta}: `) });
      await cell.waitFor();
      const text = (await cell.textContent()) ?? '';
      const digits = text.split('.')[1]?.length ?? 0;
      await expect.poll(async () => Math.abs(Number(await cell.textContent()) - kl)).toBeLessThanOrEqual(0.51 * 10 ** -digits);
    }
    // The views are replaced while the metric is fetched, and are then as wide as before.
    const drawing = figure('Parallel coordinates').getByRole('group');
    await expect.poll(async () => (await drawing.boundingBox())?.width).toBeGreaterThan(1_000);
    await page.getByRole('img', { name: /^last validation KL against .* of 4 runs$/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Select the front' }).count()).toBe(0);
  });

  it('rank parameters by importance, with shares that add up', async () => {
    await page.goto(sweepAddress('look=relations'));
    const rows = figure('What mattered').getByRole('row');
    await rows.first().waitFor();
    const shares = await Promise.all(
      (await rows.all()).map(async (row) => {
        const [, number = ''] = (await row.textContent())?.match(/([\d.]+)%/) ?? [];
        return { name: (await row.getByRole('rowheader').textContent()) ?? '', share: Number(number) };
      }),
    );
    const shareOf = (name: string) =>
      present(
        shares.find((row) => row.name === name),
        name,
      ).share;
    expect(shares[0]?.name).toBe('dimensions');
    expect(shareOf('dimensions')).toBeGreaterThan(shareOf('learning rate'));
    expect(shareOf('seed')).toBeLessThan(5);
    const sum = shares.reduce((total, { share }) => total + share, 0);
    expect(sum).toBeGreaterThan(96);
    expect(sum).toBeLessThan(104);
    await inEveryLook(page, () => figure('What mattered').getByText('of runs that its trees did not see').waitFor());
  });

  it('compare every code size with PCA', async () => {
    await page.goto(sweepAddress('look=relations'));
    await inEveryLook(page, () => page.getByRole('img', { name: 'best validation cost against code size: PCA, dense, best' }).waitFor());
  });

  it('fit in a narrow window', async () => {
    const narrow = await dashboard.browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-US', colorScheme: 'dark' });
    await narrow.goto(sweepAddress('look=relations'));
    await narrow.getByRole('heading', { name: 'What mattered' }).waitFor();
    expect(await overflow(narrow.getByRole('region', { name: 'Relations of parameters and costs' }))).toBe(0);
    await narrow.close();
  });

  it('had no error in the browser’s console', () => {
    expect(dashboard.complaints).toEqual([]);
  });
});

/** Drags between two points, given as fractions of the element's width and height. */
async function dragAcross(
  element: Locator,
  { from, to }: { readonly from: readonly [number, number]; readonly to: readonly [number, number] },
) {
  await hoverAt(element, from);
  await page.mouse.down();
  await hoverAt(element, to);
  await page.mouse.up();
}

async function hoverAt(element: Locator, [x, y]: readonly [number, number]): Promise<void> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (box === null) throw new Error('the element is not on the page');
  await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 5 });
}

/** By how many pixels the content is wider than its element. */
function overflow(element: Locator): Promise<number> {
  return element.evaluate((box) => box.scrollWidth - box.clientWidth);
}

/** Equal to within about one pixel. */
function isNear(text: string | null, value: number): boolean {
  return text !== null && Math.abs(Number(text) - value) < 0.02;
}

function selection(address: URL): readonly string[] {
  return address.searchParams.get('select')?.split(',') ?? [];
}

function sameMembers(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && others.every((id) => some.includes(id));
}

function isFirstOfEquals(run: Trained): boolean {
  return runs.find(({ codeSize, cost }) => codeSize === run.codeSize && cost === run.cost)?.id === run.id;
}
