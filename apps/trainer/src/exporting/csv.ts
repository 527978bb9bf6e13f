import type { Run, Store } from '@hourglass/db';

/** One line an epoch. */
export async function epochsCsv(store: Store, run: Run): Promise<string> {
  const epochs = await store.runs.epochs(run.id);
  const fields = [
    'epoch',
    'step',
    'lastBatchCost',
    'trainCostPerSample',
    'validationCostPerSample',
    'testCostPerSample',
    'seconds',
  ] as const;
  return lines([fields, ...epochs.map((epoch) => fields.map((field) => epoch[field] ?? ''))]);
}

/** One line a step: the cost per sample of its batch, before its update. */
export async function stepsCsv(store: Store, run: Run): Promise<string> {
  const { firstStep, mean } = await store.metrics.series(run.id, 'cost', { width: Math.max(1, run.step) });
  return lines([['step', 'costPerSample'], ...Array.from(mean, (cost, index) => [firstStep + index, Math.fround(cost)])]);
}

function lines(rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.join(',')).join('\n')}\n`;
}
