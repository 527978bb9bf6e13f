import type { RunRecord } from '../support/records.ts';

/** Test cost per image of exact PCA on the same 55,000 images, and of the mean image alone. */
export const exactBaselines: Readonly<Record<string, number>> = {
  'pca 16': 21.055,
  'pca 32': 13.192,
  'mean 0': 52.893,
};

export interface ComparedEpoch {
  readonly epoch: number;
  readonly reference: number;
  readonly tolerance: number;
  readonly measured: number;
  readonly difference: number;
  readonly within: boolean;
}

/** Mean over the runs of the test cost per sample after each epoch. */
export function epochMeans(runs: readonly RunRecord[]): readonly number[] {
  const epochs = Math.min(...runs.map((run) => run.epochs.length));
  return Array.from({ length: epochs }, (_, index) => {
    const costs = runs.flatMap((run) => run.epochs.slice(index, index + 1)).map(({ testCostPerSample }) => testCostPerSample);
    return costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  });
}

export function compare(
  means: readonly number[],
  expected: readonly { epoch: number; reference: number; tolerance: number }[],
): readonly ComparedEpoch[] {
  return expected.map(({ epoch, reference, tolerance }) => {
    const measured = means[epoch - 1];
    if (measured === undefined) throw new RangeError(`The runs have ${means.length} epochs, but epoch ${epoch} is compared.`);
    const difference = measured / reference - 1;
    return { epoch, reference, tolerance, measured, difference, within: Math.abs(difference) <= tolerance };
  });
}

export function allWithin(rows: readonly ComparedEpoch[]): boolean {
  return rows.every(({ within }) => within);
}
