import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { at, present } from '@hourglass/presentation/at';
import { decode } from 'fast-png';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourglass } from '../support/hourglass.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';
import { inEveryLook } from './looks.ts';

const spec = `
version: 1
name: Compared
dataset: mnist
model: { dimensions: [[784, 32, 8], [784, 64, 16]] }
training: { learningRate: 0.003, batchSize: 500, epochs: [2, 4] }
seeds: [0, 1]
`;

let home = '';
let url = '';
let dashboard: Dashboard;
let page: Page;
let summary: Summary;
const patience = 60_000;

const validationCost = (run: Summary['runs'][number]) => present(run.validationCostPerSample, 'validation cost');

beforeAll(async () => {
  dashboard = await openDashboard('--workers', '1');
  ({ home, url, page } = dashboard);
  page.setDefaultTimeout(patience);
  await writeFile(join(home, 'spec.yaml'), spec);
  summary = parseSummary((await hourglass('sweep', join(home, 'spec.yaml'), '--json', '--home', home)).stdout);
});

afterAll(() => dashboard?.close());

const runs = () => summary.runs.filter(({ kind }) => kind === 'run');
const firstRun = () => runs()[0]?.id ?? '';
const open = async (query = '', viewport = { width: 1440, height: 900 }) => {
  await page.setViewportSize(viewport);
  await page.goto(`${url}/compare?sweep=${summary.sweep}${query}`);
};
const matrix = () => page.getByRole('region', { name: 'Samples by run' });
const rows = () => page.locator('section[data-pinned]');
const row = (number: number) => page.locator('section[data-pinned]', { has: page.getByRole('link', { name: `#${number} ` }) });

/** The costs of a row once all of them have arrived. */
async function costsOf(of: Locator): Promise<readonly number[]> {
  let costs: readonly number[] = [];
  await eventually(async () => {
    costs = (await of.getByRole('listitem').allTextContents()).map(toNumber);
    return costs.length > 0 && costs.every(Number.isFinite);
  }).toBe(true);
  return costs;
}

function toNumber(text: string): number {
  return Number(text.replace('−', '-').replace('+', ''));
}

/** The colours of a canvas once it is drawn; a uniform grey placeholder does not count. */
async function drawn(canvas: Locator): Promise<readonly number[]> {
  await canvas.waitFor();
  let pixels: readonly number[] = [];
  await eventually(async () => {
    pixels = await canvas.evaluate((element: HTMLCanvasElement) => {
      if (element.width === 0) return [];
      const { data } = element.getContext('2d')?.getImageData(0, 0, Math.min(400, element.width), element.height) ?? { data: [] };
      // Every 13th value: enough to distinguish pictures, and small enough to transfer.
      return Array.from(data).filter((_, index) => index % 13 === 0);
    });
    return new Set(pixels).size;
  }).toBeGreaterThan(4);
  return pixels;
}

const strip = (of: Locator) => of.locator('canvas');

/** Polls with the timeout of the page's own waits, because a machine may be busy. */
function eventually<Value>(read: () => Value) {
  return expect.poll(read, { timeout: patience });
}

describe('comparing reconstructions', () => {
  it('shows eight runs beneath the originals and three pinned baselines at 1440 × 900', async () => {
    await open();
    await drawn(strip(row(8)));
    expect(await page.locator('section[data-pinned="true"]').count()).toBe(3);
    const box = await row(8).boundingBox();
    expect((box?.y ?? Number.NaN) + (box?.height ?? Number.NaN)).toBeLessThanOrEqual(900);
  });

  it('renders only visible cells, and others when scrolled into view', async () => {
    await open('&pins=', { width: 1000, height: 620 });
    await drawn(strip(row(1)));
    // Of eight runs and three baselines, about four rows fit in the window.
    expect(await rows().count()).toBeLessThan(11);
    expect(await row(8).count()).toBe(0);
    await matrix().evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await drawn(strip(row(8)));
    const visibleCells = await row(8).getByRole('listitem').count();
    expect(visibleCells).toBeLessThan(40);
    const before = await drawn(strip(row(8)));
    await matrix().evaluate((element) => element.scrollTo(element.scrollWidth, element.scrollHeight));
    await eventually(() => drawn(strip(row(8)))).not.toEqual(before);
  });

  it('draws samples scrolled in from either side like a full redraw', async () => {
    await open('&pins=', { width: 1000, height: 620 });
    await drawn(strip(row(1)));
    const whole = () => strip(row(1)).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const jump = (left: number) => matrix().evaluate((element, to) => element.scrollTo(to, 0), left);
    const walk = (by: number) =>
      matrix().evaluate(async (element, pixels) => {
        for (let step = 0; step < 12; step++) {
          element.scrollBy(pixels, 0);
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        }
      }, by);
    const atBegin = await whole();
    await jump(6_000);
    await eventually(whole).not.toBe(atBegin);
    await jump(840);
    await drawn(strip(row(1)));
    // From below the label to the edge of the window.
    const [left, right] = await strip(row(1)).evaluate((canvas) => {
      const box = canvas.getBoundingClientRect();
      return [box.left, box.right];
    });
    expect(left).toBeLessThanOrEqual(240);
    expect(right).toBeGreaterThanOrEqual(1_000);
    const atOnce = await whole();
    await jump(0);
    await eventually(whole).toBe(atBegin);
    await walk(70);
    await eventually(whole).toBe(atOnce);
    await jump(1_680);
    await eventually(whole).not.toBe(atOnce);
    await walk(-70);
    await eventually(whole).toBe(atOnce);
  });

  it('steps all rows through every recorded epoch, by key and by playing', async () => {
    await open();
    const last = await drawn(strip(row(3)));
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/epoch=3/);
    await eventually(() => drawn(strip(row(3)))).not.toEqual(last);
    // A run of two epochs stays at its last epoch and is marked.
    await row(1).getByText('last: epoch 2').waitFor();
    await page.getByRole('slider', { name: 'Epoch' }).fill('0');
    await page.waitForURL(/epoch=1/);
    const seen: string[] = [];
    page.on('framenavigated', (frame) => seen.push(frame.url()));
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForURL((now) => !now.searchParams.has('epoch'));
    const epochs = new Set(seen.map((address) => new URL(address).searchParams.get('epoch')));
    expect([...epochs].filter((epoch) => epoch !== '1')).toEqual(['2', '3', null]);
    await eventually(() => drawn(strip(row(3)))).toEqual(last);
    await page.getByRole('button', { name: 'Play' }).waitFor();
  });

  it('aligns runs of two and of four epochs by fraction of training', async () => {
    await open();
    await page.getByText('fraction of training').click();
    await page.getByText('100% of 100%').waitFor();
    await page.getByRole('slider', { name: 'Training' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/progress=0.5/);
    await row(1).getByText('epoch 1 of 2').waitFor();
    await row(3).getByText('epoch 2 of 4').waitFor();
  });

  it('shows each of the eight cell modes', async () => {
    await open();
    const reconstruction = await drawn(strip(row(1)));
    const looks = [reconstruction];
    for (const mode of ['difference', 'absolute', 'gain', 'onion', 'swipe']) {
      await page.getByLabel('Show', { exact: true }).selectOption(mode);
      await page.waitForURL(new RegExp(`show=${mode}`));
      await eventually(() => drawn(strip(row(1)))).not.toEqual(looks.at(-1));
      looks.push(await drawn(strip(row(1))));
    }
    expect(new Set(looks.map(String)).size).toBe(6);
    await page.getByText('from exact values').waitFor({ state: 'hidden' });
    await page.getByLabel('Show', { exact: true }).selectOption('difference');
    await page.getByText('from exact values').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByText(/8-bit pictures \(steps of 0.0039\)/).waitFor();
    await page.getByLabel('Show', { exact: true }).selectOption('blink');
    const one = await drawn(strip(row(1)));
    await eventually(() => drawn(strip(row(1)))).not.toEqual(one);
  });

  it('shows the gain of a run over PCA with the same code size', async () => {
    await open();
    await drawn(strip(row(1)));
    const own = await costsOf(row(1));
    const pca = await costsOf(page.getByRole('region', { name: 'PCA 8' }));
    await page.getByLabel('Show', { exact: true }).selectOption('gain');
    await page.getByRole('list', { name: 'Gain of each sample' }).first().waitFor();
    await inEveryLook(page, async () => {
      const gains = await costsOf(row(1));
      own.slice(0, gains.length).forEach((cost, sample) => {
        expect(Math.abs((pca[sample] ?? Number.NaN) - cost - (gains[sample] ?? Number.NaN))).toBeLessThan(0.011);
      });
    });
  });

  it('sorts rows by cost and parameter, and groups them with their seeds as one', async () => {
    await open('&pins=');
    const labels = async () => rows().evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    await page.getByLabel('Rows', { exact: true }).selectOption('validation');
    await page.waitForURL(/rows=validation/);
    const byCost = runs().toSorted((a, b) => validationCost(a) - validationCost(b));
    await eventually(async () => (await labels()).filter((label) => label.startsWith('784'))[0]).toContain(`seed ${byCost[0]?.seed}`);
    await page.getByRole('button', { name: 'Descending' }).click();
    await page.waitForURL(/descending=true/);
    await eventually(async () => (await labels()).filter((label) => label.startsWith('784'))[0]).toContain('784-32-8');

    await open();
    const means = await Promise.all(
      [1, 2].map(async (number) => toNumber((await row(number).locator('strong').first().textContent()) ?? '')),
    );
    await page.getByText('mean ± s.d. over seeds').click();
    await page.getByLabel('Group', { exact: true }).selectOption('dimensions');
    await page.getByRole('heading', { name: /dimensions 784-32-8/ }).waitFor();
    const collapsed = page.getByRole('region', { name: /^784-32-8/ }).first();
    await collapsed.getByText('2 seeds').waitFor();
    const mean = toNumber((await collapsed.locator('strong').first().textContent()) ?? '');
    expect(Math.abs(mean - (at(means, 0) + at(means, 1)) / 2)).toBeLessThan(0.011);
    await page.getByLabel('Show', { exact: true }).selectOption('spread');
    await drawn(strip(collapsed));
  });

  it('filters samples by label, and shows only those picked', async () => {
    await open();
    await drawn(strip(row(1)));
    await page.getByRole('button', { name: 'Label 3', exact: true }).click();
    const head = page.getByRole('region', { name: 'Originals' });
    await eventually(() => head.getByRole('button').allTextContents()).toEqual(Array.from({ length: 10 }, () => '3'));
    await head.getByRole('button').nth(1).click();
    await head.getByRole('button').nth(4).click();
    await page.getByRole('button', { name: 'only the 2 picked' }).click();
    await eventually(() => head.getByRole('button').count()).toBe(2);
    // The row's cost is then the mean of these two.
    const [a, b] = await costsOf(row(1));
    const mean = toNumber((await row(1).locator('strong').first().textContent()) ?? '');
    expect(Math.abs(mean - (present(a, 'cost') + present(b, 'cost')) / 2)).toBeLessThan(0.011);
  });

  it('orders samples by the highest cost, and by the disagreement between runs', async () => {
    await open(`&samples=worst`);
    await drawn(strip(row(1)));
    // A row that is still loading does not mark its worst sample.
    await eventually(async () => {
      const costs = await Promise.all([1, 2, 3, 4].map((number) => costsOf(row(number))));
      const areThere = costs.every((own) => own.length > 0 && own.every((cost) => cost > 0));
      return areThere && Math.max(...costs.map((own) => at(own, 0))) === Math.max(...costs.flat());
    }).toBe(true);
    await page.getByLabel('Order', { exact: true }).selectOption('disagreement');
    await page.waitForURL(/samples=disagreement/);
  });

  it('reconstructs the worst test samples of a run in the browser, at their recorded costs', async () => {
    await open(`&tests=${firstRun()}`);
    for (const of of [row(1), page.getByRole('region', { name: 'PCA 16' }), page.getByRole('region', { name: 'Mean sample' })]) {
      await drawn(strip(of));
      await of.hover();
      await of.getByRole('button', { name: /^Open/ }).click();
      const difference = page.getByText(/recorded cost .* displayed cost/);
      await difference.waitFor();
      const [, recorded, drawnCost] = /recorded cost ([\d.]+) · displayed cost ([\d.]+)/.exec((await difference.textContent()) ?? '') ?? [];
      expect(Number(recorded)).toBeGreaterThan(20);
      expect(Math.abs(Number(drawnCost) - Number(recorded))).toBeLessThan(0.011);
      await page.keyboard.press('Escape');
      await difference.waitFor({ state: 'hidden' });
    }
    // Worst first.
    const costs = await costsOf(row(1));
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
  });

  it('enlarges a cell with a shared zoom and the values under the pointer', async () => {
    await open();
    await drawn(strip(row(1)));
    await strip(row(1)).click({ position: { x: 57 * 2 + 20, y: 20 } });
    await page.waitForURL(new RegExp(`open=${firstRun()}(:|%3A)2`));
    const pane = (name: string) => page.getByRole('img', { name, exact: true });
    await drawn(pane('original'));
    const before = await Promise.all(['original', 'reconstruction', 'signed difference'].map((name) => drawn(pane(name))));
    const box = await pane('reconstruction').boundingBox();
    if (box === null) throw new Error('the pane has no place');
    // The middle of row 11, column 15.
    const at = { x: box.x + (14.5 / 28) * box.width, y: box.y + (10.5 / 28) * box.height };
    await page.mouse.move(at.x, at.y);
    const readout = page.getByText(/row 11, column 15/);
    await readout.waitFor();
    const original = await recordedValue(`/api/probe-sets/${await probeSet()}/values`, 2, 10, 14);
    const reconstruction = await recordedValue(`/api/runs/${firstRun()}/probe-values`, 2, 10, 14);
    expect(((await readout.textContent()) ?? '').replaceAll('−', '-')).toContain(
      `original ${original.toFixed(4)} · reconstruction ${reconstruction.toFixed(4)} · difference ${reconstruction > original ? '+' : ''}${(reconstruction - original).toFixed(4)} (exact values)`,
    );
    await page.mouse.wheel(0, -300);
    for (const [index, name] of ['original', 'reconstruction', 'signed difference'].entries()) {
      await eventually(() => drawn(pane(name))).not.toEqual(before[index]);
    }
    await readout.waitFor();
    await page.keyboard.press('Shift+ArrowRight');
    await page.waitForURL(/open=[a-z0-9]+(:|%3A)3/);
    await page.keyboard.press('Escape');
    await page.waitForURL((now) => !now.searchParams.has('open'));
  });

  it('saves the grid as SVG and PNG, and the seed’s figure like the command line', async () => {
    await open('&map=viridis');
    await drawn(strip(row(1)));
    const saved = async (name: string, file: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
      expect(download.suggestedFilename()).toBe(file);
      return readFile(await download.path());
    };
    await page.getByText('Export', { exact: true }).click();
    const svg = (await saved('Save SVG', 'hourglass-comparison-figure.svg')).toString();
    // Originals, three baselines and eight runs with ten samples each, and the colour bar.
    expect(svg.match(/<image/g)).toHaveLength(12 * 10 + 1);
    expect(svg).toContain('>Reconstructions after epoch 4</text>');
    expect(svg).toContain('>784-32-8 · epochs 2 · seed 0</text>');
    const png = decode(await saved('Save PNG', 'hourglass-comparison-figure.png'));
    const [, width] = /width="([\d.]+)pt"/.exec(svg) ?? [];
    expect(png.width).toBe(Math.ceil(Number(width) * 4));

    await page.getByLabel('of', { exact: true }).selectOption(firstRun());
    const figure = decode(await saved('Save the seed’s figure', `hourglass-${firstRun()}-figure.png`));
    const path = join(home, 'figure.png');
    expect((await hourglass('runs', 'export', firstRun(), '--figure', path, '--map', 'viridis', '--home', home)).exitCode).toBe(0);
    const expected = decode(await readFile(path));
    expect([figure.width, figure.height]).toEqual([expected.width, expected.height]);
    expect(rgb(figure)).toEqual(rgb(expected));
  });

  it('saves gains beside and below the pictures of gains, each row with the mean of the samples that it shows', async () => {
    await open('&show=gain');
    await page.getByRole('list', { name: 'Gain of each sample' }).first().waitFor();
    await costsOf(row(1));
    const shown = (await row(1).getByRole('listitem').allTextContents()).slice(0, 10);
    await page.getByText('Export', { exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save SVG', exact: true }).click(),
    ]);
    const svg = await readFile(await download.path(), 'utf8');
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
    expect(texts).toContainEqual(expect.stringMatching(/^Gains over PCA/));
    expect(texts).toContainEqual(expect.stringMatching(/^Beside the rows: mean gain per sample ± s\.d\. over 10 samples/));
    const [mean = '', ...gains] = texts.slice(texts.indexOf('784-32-8 · epochs 2 · seed 0') + 1).slice(0, 11);
    expect(gains).toEqual(shown);
    const numbers = gains.map(toNumber);
    expect(numbers.every(Number.isFinite)).toBe(true);
    const ofTen = numbers.reduce((sum, gain) => sum + gain, 0) / numbers.length;
    expect(Math.abs(toNumber(at(mean.split(' ± '), 0)) - ofTen)).toBeLessThan(0.011);
  });

  it('restores the same view from the URL alone', async () => {
    await open('&show=difference&labels=4,9&rows=cost&descending=true&seeds=mean&scale=3&epoch=2&pins=');
    const cells = () => matrix().screenshot();
    await drawn(strip(rows().first()));
    const other = await dashboard.browser.newPage({ viewport: { width: 1440, height: 900 } });
    await other.goto(page.url());
    const theirs = other.getByRole('region', { name: 'Samples by run' });
    await drawn(theirs.locator('section[data-pinned] canvas').first());
    await eventually(async () => (await theirs.screenshot()).equals(await cells())).toBe(true);
    await other.close();
  });

  it('keeps pinned rows visible', async () => {
    await open();
    await drawn(
      strip(row(8))
        .or(strip(row(1)))
        .first(),
    );
    expect(await page.locator('section[data-pinned="true"]').count()).toBe(3);
    await row(2).hover();
    await row(2).getByRole('button', { name: /^Pin/ }).click();
    await page.waitForURL(/pins=/);
    await eventually(() => page.locator('section[data-pinned="true"]').count()).toBe(4);
    const mean = page.getByRole('region', { name: 'Mean sample' });
    await mean.hover();
    await mean.getByRole('button', { name: /^Unpin/ }).click();
    await eventually(() => page.locator('section[data-pinned="true"]').count()).toBe(3);
  });

  it.each([
    ['test-samples?rows=0,-1', 400, /rows/],
    ['test-samples?rows=all', 400, /rows/],
    ['checkpoints/1', 404, /keeps checkpoints of these steps: \d+/],
  ])('refuses %s with %i and a sentence', async (path, status, sentence) => {
    const answer = await page.request.get(`${url}/api/runs/${firstRun()}/${path}`);
    expect([answer.status(), await answer.text()]).toEqual([status, expect.stringMatching(sentence)]);
  });

  it('fits a phone', async () => {
    const phone = await dashboard.browser.newPage({ viewport: { width: 390, height: 844 } });
    await phone.goto(`${url}/compare?sweep=${summary.sweep}`);
    await drawn(phone.locator('section[data-pinned] canvas').first());
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await phone.close();
  });

  it('zooms by pinching and pans by a finger on a touch screen', async () => {
    const phone = await dashboard.browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true });
    await phone.goto(`${url}/compare?sweep=${summary.sweep}&open=${firstRun()}:2`);
    const pane = phone.getByRole('img', { name: 'reconstruction', exact: true });
    await drawn(pane);
    const box = await pane.boundingBox();
    if (box === null) throw new Error('the pane has no place');
    const screen = await phone.context().newCDPSession(phone);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...shares: readonly number[]) =>
      screen.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: shares.map((share, id) => ({ x: box.x + share * box.width, y: box.y + box.height / 2, id })),
      });
    await touch('touchStart', 0.4, 0.6);
    await touch('touchMove', 0.3, 0.7);
    await touch('touchMove', 0.2, 0.8);
    await touch('touchEnd');
    await phone.getByRole('button', { name: '3×' }).waitFor();
    const pinched = await drawn(pane);
    await touch('touchStart', 0.5);
    await touch('touchMove', 0.4);
    await touch('touchMove', 0.2);
    await touch('touchEnd');
    await eventually(() => drawn(pane)).not.toEqual(pinched);
    await phone.getByRole('button', { name: '3×' }).click();
    await phone.getByRole('button', { name: '1×' }).waitFor();
    await phone.close();
  });

  it('had no error in the browser’s console', () => {
    expect(dashboard.complaints.filter((text) => !/40[04]/.test(text))).toEqual([]);
  });
});

async function probeSet(): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ run: firstRun() }));
  const answer: { result: { data: { probeSet: string }[] } } = await (
    await page.request.get(`${url}/api/trpc/reconstructions.list?input=${input}`)
  ).json();
  return answer.result.data[0]?.probeSet ?? '';
}

/** One value of `[samples, 28, 28]`. */
async function recordedValue(path: string, sample: number, line: number, column: number): Promise<number> {
  const bytes = await (await page.request.get(url + path)).body();
  return bytes.readFloatLE(4 * (sample * 784 + line * 28 + column));
}

/** RGB without alpha, because only one of the two encoders may write it. */
function rgb({ data, channels }: { readonly data: ArrayLike<number>; readonly channels: number }): readonly number[] {
  return Array.from(data).filter((_, index) => index % channels < 3);
}
