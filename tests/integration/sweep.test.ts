import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { present } from '@hourglass/presentation/at';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { hourglass, inTemporaryFolder } from '../support/hourglass.ts';
import { parseSummary, runSchema } from '../support/records.ts';

const few = ['--dims', '784,32,8', '--dims', '784,4', '--lr', '0.01,0.001', '--batch', '500', '--epochs', '2', '--json'];

describe('a sweep on MNIST', () => {
  it('produces rows, costs, figures and weights from flags, and trains nothing twice', () =>
    inTemporaryFolder(async (folder) => {
      const home = join(folder, 'home');
      const first = await hourglass('sweep', ...few, '--home', home);
      expect(first.stderr).toBe('');
      expect(first.exitCode).toBe(0);
      const summary = parseSummary(first.stdout);
      const trained = summary.runs.filter(({ kind }) => kind === 'run');
      expect(trained.map(({ params, state }) => [params.dimensions, params.learningRate, state])).toEqual([
        [[784, 32, 8], 0.01, 'complete'],
        [[784, 32, 8], 0.001, 'complete'],
        [[784, 4], 0.01, 'complete'],
        [[784, 4], 0.001, 'complete'],
      ]);
      const baselines = summary.runs.filter(({ kind }) => kind === 'baseline');
      // Exact PCA and the mean image on the same 55,000 images: see tests/fidelity.
      expect(baselines.map(({ params, testCostPerSample }) => [params.baseline, params.codeSize, testCostPerSample?.toFixed(3)])).toEqual([
        ['pca', 4, expect.any(String)],
        ['pca', 8, '29.351'],
        ['mean', 0, '52.893'],
      ]);

      const id = trained[0]?.id ?? '';
      const run = runSchema.parse(JSON.parse((await hourglass('runs', 'show', id, '--json', '--home', home)).stdout));
      expect(run).toMatchObject({ id, sweep: summary.sweep, kind: 'run', seed: 0, state: 'complete' });
      expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
      expect(run.epochs[1]?.validationCostPerSample).toBeLessThan(present(run.epochs[0]?.validationCostPerSample, 'validation cost'));
      const all = JSON.parse((await hourglass('runs', 'ls', '--json', '--home', home)).stdout) as unknown[];
      expect(all).toHaveLength(7);

      const steps = await hourglass('runs', 'export', id, '--csv', '--steps', '--home', home);
      const lines = steps.stdout.trim().split('\n');
      expect(lines).toHaveLength(1 + 220);
      expect(lines.at(-1)).toMatch(/^220,/);

      const figure = join(folder, 'figure.png');
      const weights = join(folder, 'weights.npz');
      expect(
        (await hourglass('runs', 'export', id, '--figure', figure, '--map', 'viridis', '--weights', weights, '--home', home)).exitCode,
      ).toBe(0);
      const picture = decode(await readFile(figure));
      expect([picture.width, picture.height, picture.channels]).toEqual([10 * (28 * 4 + 2) + 2, 2 * (28 * 4 + 2) + 2, 3]);
      expect(Object.keys(unzipSync(await readFile(weights))).sort()).toEqual([
        'data/factor.npy',
        'data/mean.npy',
        'data/offset.npy',
        'decoder/0/biases.npy',
        'decoder/1/biases.npy',
        'encoder/0/biases.npy',
        'encoder/0/weights.npy',
        'encoder/1/biases.npy',
        'encoder/1/weights.npy',
        'metadata.npy',
      ]);

      const again = await hourglass('sweep', ...few, '--home', home);
      expect(again.exitCode).toBe(0);
      expect(parseSummary(again.stdout)).toEqual(summary);
    }));

  it('trains with all samples as one batch', () =>
    inTemporaryFolder(async (folder) => {
      const home = join(folder, 'home');
      const whole = ['--dims', '784,2', '--batch', '55000', '--epochs', '2', '--baselines', 'none', '--json'];
      const { exitCode, stdout } = await hourglass('sweep', ...whole, '--home', home);
      expect(exitCode).toBe(0);
      const [run] = parseSummary(stdout).runs;
      const shown = await hourglass('runs', 'show', run?.id ?? '', '--json', '--home', home);
      const { state, epochs } = runSchema.parse(JSON.parse(shown.stdout));
      expect({ state, epochs: epochs.length }).toEqual({ state: 'complete', epochs: 2 });
    }));

  it('gives the same bits for the same seed in another home', () =>
    inTemporaryFolder(async (folder) => {
      const record = async (name: string) => {
        const home = join(folder, name);
        const flags = [
          '--dims',
          '784,16,4',
          '--batch',
          '1000',
          '--epochs',
          '2',
          '--noise',
          'gaussian',
          '--seeds',
          '7',
          '--json',
          '--home',
          home,
        ];
        const { runs } = parseSummary((await hourglass('sweep', ...flags)).stdout);
        const id = runs.find(({ kind }) => kind === 'run')?.id ?? '';
        const weights = join(folder, `${name}.npz`);
        const { stdout } = await hourglass('runs', 'export', id, '--csv', '--steps', '--weights', weights, '--home', home);
        // The metadata names the run, which has another id in each home.
        const arrays = Object.entries(unzipSync(await readFile(weights))).filter(([array]) => array !== 'metadata.npy');
        return { stdout, weights: arrays.map(([array, bytes]) => [array, createHash('sha256').update(bytes).digest('hex')]) };
      };
      const [first, second] = [await record('first'), await record('second')];
      expect(first.stdout.split('\n')).toHaveLength(1 + 110 + 1);
      expect(second).toEqual(first);
    }));

  it('fails a run whose cost diverges with step and learning rate, keeps its results and trains the others', () =>
    inTemporaryFolder(async (home) => {
      const flags = [
        '--dims',
        '784,8',
        '--activation',
        'linear',
        '--output-activation',
        'linear',
        '--optimizer',
        'sgd',
        '--lr',
        '1000,0.000001',
      ];
      const { exitCode, stdout } = await hourglass('sweep', ...flags, '--batch', '500', '--epochs', '1', '--json', '--home', home);
      expect(exitCode).toBe(1);
      const runs = parseSummary(stdout).runs.filter(({ kind }) => kind === 'run');
      expect(runs.map(({ state }) => state)).toEqual(['failed', 'complete']);
      const failed = runSchema.parse(JSON.parse((await hourglass('runs', 'show', runs[0]?.id ?? '', '--json', '--home', home)).stdout));
      expect(failed.exitReason).toMatch(/^The cost became (infinite|not a number \(NaN\)) at step \d+, with learning rate 1000\./);
      const { stdout: csv } = await hourglass('runs', 'export', failed.id, '--csv', '--steps', '--home', home);
      expect(csv.trim().split('\n').length).toBeGreaterThan(2);
    }));
});
