import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dataset, loadDataset } from '@hourglass/datasets';
import { baselineCosts, baselines, type LinearFit, linearModel } from '@hourglass/model/baselines';
import { beforeAll, describe, expect, it } from 'vitest';
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

it('the smallest network of the example sweep beats PCA of its code size after one epoch', { timeout: 300_000 }, () =>
  inTemporaryFolder(async (folder) => {
    let text = await readFile(join(root, 'examples/first-sweep.yaml'), 'utf8');
    const changes = [
      ['    - [784, 256, 32]\n', ''],
      ['    - [784, 512, 128, 16]\n', ''],
      ['learningRate: [0.002, 0.001]', 'learningRate: 0.002'],
      ['epochs: 5', 'epochs: 1'],
    ] as const;
    for (const [from, to] of changes) {
      expect(text).toContain(from);
      text = text.replace(from, to);
    }
    const spec = join(folder, 'one-epoch.yaml');
    await writeFile(spec, text);
    const { runs } = parseSummary((await hourglass('sweep', spec, '--json', '--home', join(folder, 'home'))).stdout);
    const network = runs.filter(({ kind }) => kind === 'run');
    const pca = runs.filter(({ params }) => params.baseline === 'pca');
    expect([network, pca]).toEqual([
      [expect.objectContaining({ params: expect.objectContaining({ dimensions: [784, 256, 16] }) })],
      [expect.anything()],
    ]);
    expect(pca[0]?.testCostPerSample).toBeCloseTo(21.054, 2);
    expect(network[0]?.testCostPerSample).toBeLessThan(21.054);
  }),
);
