import { describe, expect, it } from 'vitest';
import { hourglass, inTemporaryFolder } from '../support/hourglass.ts';
import { parseSummary } from '../support/records.ts';

describe('the seed program’s first epoch', () => {
  it('ends within 8% of the reference’s mean test cost', () =>
    inTemporaryFolder(async (home) => {
      const { stdout } = await hourglass('sweep', '--dims', '784,256,256,64,32', '--epochs', '1', '--json', '--home', home);
      const { runs } = parseSummary(stdout);
      // 16.80 is the mean of three seeds of the TensorFlow program after one epoch; 13.192 is exact PCA (tests/fidelity).
      const cost = runs.find(({ kind }) => kind === 'run')?.testCostPerSample ?? Number.NaN;
      expect(Math.abs(cost / 16.8 - 1)).toBeLessThan(0.08);
      expect(runs.find(({ params }) => params.baseline === 'pca')?.testCostPerSample?.toFixed(3)).toBe('13.192');
    }));
});
