import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dataset, loadDataset } from '@hourglass/datasets';
import { baselineCosts, baselines, type LinearFit, linearModel } from '@hourglass/model/baselines';
import { present } from '@hourglass/presentation/at';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass, inTemporaryFolder, root } from '../support/hourglass.ts';
import { parseSummary } from '../support/records.ts';

/**
 * Cost per image over all 10,000 test images, fitted to the 55,000 training images; computed independently with
 * NumPy's float64 `eigh` of the covariance. They agree with the reference figures 29.351, 21.055, 13.866, 13.192 and 7.092
 * for 8, 16, 30, 32 and 64 components and 52.893 for the mean image; Hinton & Salakhutdinov (2006) report 13.87 for 30.
 */
const exact = [
  { baseline: 'mean', codeSize: 0, test: 52.89343484189338, train: 52.72962144049304, reference: 52.893 },
  { baseline: 'pca', codeSize: 8, test: 29.35061219836432, train: 29.702588807725654, reference: 29.351 },
  { baseline: 'pca', codeSize: 16, test: 21.05445044771497, train: 21.41368949429162, reference: 21.055 },
  { baseline: 'pca', codeSize: 30, test: 13.866081646094838, train: 14.218878591028696, reference: 13.866 },
  { baseline: 'pca', codeSize: 32, test: 13.191994673841432, train: 13.529491849551013, reference: 13.192 },
  { baseline: 'pca', codeSize: 64, test: 7.092194251325793, train: 7.285626559134174, reference: 7.092 },
] as const;

/** Costs of the first three test images with 32 components, from the same computation. */
const firstCosts = [10.3182994, 19.87423098, 5.41599461];

describe('baselines on the whole MNIST', () => {
  let mnist: Dataset;
  let fits: { readonly pca: LinearFit; readonly mean: LinearFit };
  beforeAll(async () => {
    mnist = await loadDataset('mnist');
    fits = { pca: baselines.pca.fit(mnist.train, [8, 16, 30, 32, 64]), mean: baselines.mean.fit(mnist.train, [0]) };
  });

  it.each(exact)('$baseline with code size $codeSize has cost $test per image', ({ baseline, codeSize, test, train, reference }) => {
    const fitted = linearModel(fits[baseline], codeSize);
    const costs = baselineCosts(fitted, mnist.test);
    const cost = costs.reduce((sum, value) => sum + value, 0) / costs.length;
    // Samples are float32 here, so that only seven digits can agree.
    expect(cost / test).toBeCloseTo(1, 7);
    expect(fitted.trainCostPerSample / train).toBeCloseTo(1, 9);
    // The reference has four digits.
    expect(cost / reference).toBeCloseTo(1, 4);
  });

  it('has a cost for each image', () => {
    const costs = baselineCosts(linearModel(fits.pca, 32), mnist.test);
    firstCosts.forEach((cost, row) => {
      expect(costs[row]).toBeCloseTo(cost, 5);
    });
  });
});

it('every network of the example sweep beats PCA of its code size by a tenth after one epoch', { timeout: 300_000 }, () =>
  inTemporaryFolder(async (folder) => {
    let text = await readFile(join(root, 'examples/first-sweep.yaml'), 'utf8');
    for (const [from, to] of [
      ['learningRate: [0.002, 0.001]', 'learningRate: 0.002'],
      ['epochs: 5', 'epochs: 1'],
    ] as const) {
      expect(text).toContain(from);
      text = text.replace(from, to);
    }
    const spec = join(folder, 'one-epoch.yaml');
    await writeFile(spec, text);
    const { runs } = parseSummary((await hourglass('sweep', spec, '--json', '--home', join(folder, 'home'))).stdout);
    const fits = runs.filter(({ params }) => params.baseline === 'pca');
    const pca = new Map(fits.map(({ params, testCostPerSample }) => [params.codeSize, testCostPerSample]));
    expect([...pca]).toEqual([
      [16, expect.closeTo(21.054, 2)],
      [32, expect.closeTo(13.192, 2)],
    ]);
    const networks = runs.filter(({ kind }) => kind === 'run');
    expect(networks.map(({ params }) => params.dimensions)).toEqual([
      [784, 256, 32],
      [784, 256, 16],
      [784, 512, 128, 16],
    ]);
    for (const { params, testCostPerSample } of networks) {
      const codeSize = z.array(z.number()).parse(params.dimensions).at(-1);
      expect(testCostPerSample, `${params.dimensions}`).toBeLessThan(0.9 * present(pca.get(codeSize), 'PCA'));
    }
  }),
);
