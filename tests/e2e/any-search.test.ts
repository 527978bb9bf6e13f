import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at } from '@hourglass/presentation/at';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe-problems.ts';
import { hourglass } from '../support/hourglass.ts';
import { parseSummary } from '../support/records.ts';
import { writeNpy } from '../support/write-npy.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';
import { inEveryLook, type Look, lookRows, looks, setLook } from './looks.ts';

/*
 * Searches as people run them: some runs diverge, data have any shape and size, and some values are zero. One home for all tests, trained on a
 * few hundred tiny samples.
 */
const names = ['search', 'one step', 'zeros', 'pictures', 'shaped', 'beats', 'columns'] as const;
type Name = (typeof names)[number];

let dashboard: Dashboard;
let page: Page;
let folder = '';
const sweeps = new Map<Name, string>();

/** A fixed sequence of numbers between 0 and 1. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const count = 300;
const random = uniform(7);
const noise = (size: number) => Float32Array.from({ length: count * size }, random);
const beats = Float32Array.from(
  { length: count * 140 },
  (_, index) => Math.sin((index % 140) / 8 + Math.floor(index / 140)) + 0.1 * random(),
);
const data: readonly (readonly [string, readonly number[], Float32Array])[] = [
  ['noise', [count, 16], noise(16)],
  ['zeros', [count, 16], new Float32Array(count * 16)],
  ['pictures', [count, 4, 4], noise(16)],
  ['shaped', [count, 64], noise(64)],
  ['beats', [count, 140], beats],
  ['columns', [count, 6], noise(6)],
];

const search = `version: 1
name: search
dataset: noise.npy
model: { dimensions: [[16, 8], [16, 4]], activation: [tanh, sigmoid], outputActivation: linear }
training: { optimizer: [adam, momentum], learningRate: [0.003, 0.03, 5000], batchSize: 30, epochs: 2 }
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-data-'));
  await Promise.all(data.map(([name, shape, values]) => writeNpy(join(folder, `${name}.npy`), shape, values)));
  await writeFile(join(folder, 'search.yaml'), search);
  dashboard = await openDashboard('--workers', '2');
  ({ page } = dashboard);
  const train = async (name: Name, ...flags: readonly string[]) => {
    const { stdout } = await hourglass('sweep', ...flags, '--json', '--home', dashboard.home);
    sweeps.set(name, parseSummary(stdout).sweep);
  };
  const small = (name: string, dims: string, ...flags: readonly string[]) => [
    ...['--name', name, '--dataset', join(folder, `${name}.npy`), '--dims', dims, '--output-activation', 'linear', '--epochs', '2'],
    ...flags,
  ];
  await train('search', join(folder, 'search.yaml'));
  await train(
    'one step',
    '--name',
    'one step',
    '--dataset',
    join(folder, 'noise.npy'),
    '--dims',
    '16,4',
    '--epochs',
    '1',
    '--batch',
    '150',
  );
  await train('zeros', ...small('zeros', '16,4'));
  await train('pictures', ...small('pictures', '16,4', '--lr', '0.003,0.01'));
  await train('shaped', ...small('shaped', '64,4', '--shape', '8,8'));
  await train('beats', ...small('beats', '140,8', '--lr', '0.003,0.01'));
  await train('columns', ...small('columns', '6,2'));
  // About forty runs of a few hundred steps.
}, 600_000);

afterAll(async () => {
  await dashboard?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(path: string, look: Look = at(looks, 0)): Promise<void> {
  await setLook(page, look);
  await page.goto(`${dashboard.url}${path}`, { waitUntil: 'load' });
  await page.locator('main').last().waitFor();
  await page.getByText('live', { exact: true }).waitFor({ state: 'attached' });
}

const pageOf = (name: Name, query = '') => `/sweeps/${sweeps.get(name)}${query}`;
/** Places where 3 × 3 pixels have a colour: a point. The strokes of labels are thinner; axes and the lines of baselines are gray. */
function countPoints(element: HTMLElement | SVGElement): number {
  if (!(element instanceof HTMLCanvasElement)) throw new TypeError('This is no canvas.');
  const { width, height } = element;
  const { data: pixels = [] } = element.getContext('2d')?.getImageData(0, 0, width, height) ?? {};
  const isColoured = (x: number, y: number) => {
    const at = 4 * (y * width + x);
    const [red = 0, green = 0, blue = 0, alpha = 0] = [pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]];
    return alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60;
  };
  const near = [-1, 0, 1];
  let found = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) if (near.every((dy) => near.every((dx) => isColoured(x + dx, y + dy)))) found++;
  }
  return found;
}

/** Of the first sample of a strip: how many of its values are squares of a single colour, and how many colours there are. */
function countEvenSquares(element: HTMLElement | SVGElement, side: number): { readonly even: number; readonly colours: number } {
  if (!(element instanceof HTMLCanvasElement)) throw new TypeError('This is no canvas.');
  const { height } = element;
  if (height === 0 || height % side !== 0) return { even: 0, colours: 0 };
  const pixels = element.getContext('2d')?.getImageData(0, 0, height, height).data ?? [];
  const size = height / side;
  const colourAt = (x: number, y: number) => [0, 1, 2].map((channel) => pixels[4 * (y * height + x) + channel]).join();
  const colours = new Set<string>();
  let even = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const own = new Set<string>();
      for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) own.add(colourAt(column * size + x, row * size + y));
      if (own.size === 1) even++;
      for (const colour of own) colours.add(colour);
    }
  }
  return { even, colours: colours.size };
}

const figure = (name: string): Locator => page.getByRole('figure').filter({ has: page.getByRole('heading', { name, exact: true }) });

describe('curves', () => {
  it('let diverged runs leave the axis, and show them on request', async () => {
    await open(pageOf('search', '?select='));
    await page.getByRole('button', { name: 'Select all' }).click();
    const training = figure('Training cost');
    const note = training.getByText(/\d+ runs far above, leaving the axis/);
    await inEveryLook(page, async () => {
      await note.waitFor();
      await training.getByRole('button', { name: 'Show all' }).click();
      await note.waitFor({ state: 'detached' });
      await training.getByRole('button', { name: 'Fit the others' }).click();
      await note.waitFor();
    });
  });

  it('draw a single value as a point', async () => {
    await open(pageOf('one step', '?smooth=off'));
    const canvas = figure('Training cost').locator('canvas');
    await canvas.waitFor();
    await inEveryLook(page, async () => {
      await expect.poll(() => canvas.evaluate(countPoints)).toBeGreaterThan(0);
    });
  });

  it('say that a logarithmic axis cannot show zeros', async () => {
    await open(pageOf('zeros'));
    await inEveryLook(page, () => figure('Validation cost').getByText('linear, because no value is above zero').waitFor());
  });

  it('say why they are empty', async () => {
    await open(pageOf('search', '?select='));
    await inEveryLook(page, () => figure('Training cost').getByText('Select a run below to draw its cost.').waitFor());
  });

  it('label the drawn runs by their differing parameters', async () => {
    await open(pageOf('search'));
    const entries = page.getByRole('list', { name: 'Legend' }).getByRole('button');
    await inEveryLook(page, async () => {
      await entries.first().waitFor();
      const texts = await entries.allInnerTexts();
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts.join()).not.toMatch(/beta|epsilon|batch|decay/);
    });
  });
});

describe('relations', () => {
  it('show outliers at the edge, count them, and fit them on request', async () => {
    await open(pageOf('search', '?look=relations'));
    const outliers = page
      .getByRole('status')
      .filter({ hasText: /^\d+ outliers \(diverged, failed or no better than the mean\): shown at the edge/ });
    await inEveryLook(page, async () => {
      await outliers.waitFor();
      // Every run with the learning rate 5000, which is a third of 24.
      expect(Number.parseInt((await outliers.textContent()) ?? '', 10)).toBeGreaterThanOrEqual(8);
      await figure('Parallel coordinates').getByText('outliers', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Fit all' }).click();
      await page.getByRole('button', { name: 'Show at the edge' }).click();
    });
  });

  it('have no axes for derived parameters', async () => {
    await open(pageOf('search', '?look=relations'));
    const axes = figure('Parallel coordinates').getByRole('group').first();
    await inEveryLook(page, async () => {
      await axes.waitFor();
      expect(await axes.getAttribute('aria-label')).toMatch(
        /runs as lines through dimensions, activation, optimizer, learning rate, best validation cost$/,
      );
    });
  });

  it('compute parameter importance in a web worker, without the outliers', async () => {
    await open(pageOf('search', '?look=relations'));
    await inEveryLook(page, () =>
      figure('What mattered')
        .getByText(/^From \d+ runs, without \d+ outliers/)
        .waitFor(),
    );
    expect(dashboard.complaints).toEqual([]);
  });
});

describe('tables', () => {
  it('show the costs next to the run', async () => {
    await open(pageOf('search'));
    await inEveryLook(page, async () => {
      const heads = await page.getByRole('columnheader').allInnerTexts();
      expect(heads.slice(0, 2).map((text) => text.replace(/ [↑↓]$/, ''))).toEqual(['run', 'best validation']);
      expect(heads.indexOf('learning rate')).toBeGreaterThan(heads.indexOf('train'));
      expect(heads.join()).not.toMatch(/beta|epsilon/);
    });
  });

  it('report an invalid filter on Enter, and say which filter still applies', async () => {
    await open('/runs');
    const filter = page.getByRole('combobox', { name: 'Filter' });
    await inEveryLook(page, async () => {
      await filter.fill('nonsense = 1');
      await filter.press('Enter');
      const refusal = page.getByRole('status').filter({ hasText: 'All runs are shown until then.' });
      await refusal.waitFor();
      await filter.fill('');
      await refusal.waitFor({ state: 'detached' });
    });
  });

  it('order groups by the sort columns, and do not average costs of different data sets', async () => {
    await open('/runs?group=dataset&sort=bestValidationCost');
    const heads = page.getByRole('row').filter({ has: page.locator('[aria-expanded]') });
    await inEveryLook(page, async () => {
      await heads.first().waitFor();
      // All zeros cost nothing.
      expect((await heads.first().textContent()) ?? '').toContain('zeros.npy');
    });
    await open('/runs?group=kind');
    await inEveryLook(page, () => page.getByText(/costs on \d data sets are not averaged/).waitFor());
  });
});

describe('samples of any size', () => {
  it.each([
    ['pictures', 56, 56],
    ['shaped', 64, 64],
    ['beats', 224, 56],
    ['columns', 96, 56],
  ] as const)('of the sweep %s are drawn in cells of %i × %i, with costs that do not overlap', async (name, width, height) => {
    await open(`/compare?sweep=${sweeps.get(name)}`);
    const strip = page.getByRole('img', { name: 'Original samples' });
    await strip.waitFor();
    const costs = page.getByRole('list', { name: 'Cost of each sample' }).first().getByRole('listitem');
    await inEveryLook(page, async () => {
      await expect.poll(async () => ((await costs.first().textContent()) ?? '').trim()).not.toBe('');
      const boxes = await costs.evaluateAll((items) =>
        items.map((item) => ({ width: item.getBoundingClientRect().width, isCut: item.scrollWidth > item.clientWidth })),
      );
      expect(boxes[0]?.width).toBe(width);
      expect(boxes.filter(({ isCut }) => isCut)).toEqual([]);
      expect((await strip.boundingBox())?.height).toBe(height);
    });
  });

  it.each([
    ['pictures', 4],
    ['shaped', 8],
  ] as const)('of the sweep %s are pictures of %i values a side, each a square of whole pixels', async (name, side) => {
    await open(`/compare?sweep=${sweeps.get(name)}`);
    const strip = page.getByRole('img', { name: 'Original samples' });
    await inEveryLook(page, async () => {
      await expect.poll(() => strip.evaluate(countEvenSquares, side)).toEqual({ even: side * side, colours: expect.any(Number) });
      expect((await strip.evaluate(countEvenSquares, side)).colours).toBeGreaterThan(side);
    });
  });

  it('are enlarged as plots if they are vectors', async () => {
    await open(`/compare?sweep=${sweeps.get('beats')}`);
    await page
      .getByRole('button', { name: /^Open / })
      .last()
      .click();
    const pane = page.getByRole('img', { name: 'reconstruction', exact: true });
    await inEveryLook(page, async () => {
      await pane.waitFor();
      const { width, height } = (await pane.boundingBox()) ?? { width: 0, height: 1 };
      expect(width / height).toBeCloseTo(2, 1);
      await pane.hover();
      await page.getByText(/^value \d+ · original /).waitFor();
    });
  });

  it.each(['pictures', 'shaped', 'beats', 'columns'] as const)('of the sweep %s have thumbnails in lists', async (name) => {
    await open(pageOf(name));
    const thumbnail = page.getByRole('img', { name: /^First samples as .* reconstructs them$/ }).last();
    await inEveryLook(page, async () => {
      await thumbnail.scrollIntoViewIfNeeded();
      await expect.poll(() => thumbnail.evaluate((image) => (image as HTMLImageElement).naturalHeight)).toBe(28);
    });
  });
});

const pages: readonly (readonly [string, () => string])[] = [
  ['a search', () => pageOf('search')],
  ['its relations', () => pageOf('search', '?look=relations')],
  ['values in the legend', () => pageOf('search', '?legend=values&y=linear')],
  ['zeros', () => pageOf('zeros')],
  ['plots of samples', () => `/compare?sweep=${sweeps.get('beats')}`],
  ['grouped runs', () => '/runs?group=dataset'],
];
describe.each(lookRows)('at %i pixels in the %s theme', (width, scheme) => {
  it.each(pages)('%s fit the page and have no accessibility problem', async (_, path) => {
    await open(path(), { width, scheme });
    await page.getByText('Loading…').first().waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await axeProblems(page)).toEqual([]);
  });
});
