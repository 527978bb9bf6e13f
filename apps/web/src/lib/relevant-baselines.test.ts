import { expect, it } from 'vitest';
import { pcaBaselineOf, relevantBaselines } from './relevant-baselines.ts';

const run = (codeSize: number) => ({ kind: 'run' as const, seed: 0, values: { codeSize } });
const pca = (codeSize: number) => ({ kind: 'baseline' as const, seed: 0, values: { baseline: 'pca', codeSize } });
const mean = { kind: 'baseline' as const, seed: 0, values: { baseline: 'mean', codeSize: 0 } };

it('keeps the baselines of the code sizes of the runs, and always the mean image', () => {
  expect(relevantBaselines([run(8), run(16)], [pca(4), pca(8), pca(16), mean, run(8)])).toEqual([pca(8), pca(16), mean]);
});

it('compares a run with PCA of the same code size, never with the mean image', () => {
  expect(pcaBaselineOf(run(8), [mean, pca(4), pca(8)])).toEqual(pca(8));
  expect(pcaBaselineOf(run(0), [mean, pca(4)])).toBeUndefined();
});
