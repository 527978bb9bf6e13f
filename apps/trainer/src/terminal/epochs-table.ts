import type { Epoch } from '@hourglass/db';
import { commonDecimals, formatDuration, formatFixed } from '@hourglass/presentation';
import { type Column, formatTable } from './table.ts';

/** A run's epochs, with the same decimals for all costs per sample. */
export function formatEpochs(epochs: readonly Epoch[]): string {
  const decimals = commonDecimals(
    epochs.flatMap((epoch) => [epoch.trainCostPerSample, epoch.validationCostPerSample, epoch.testCostPerSample, epoch.lastBatchCost]),
  );
  const cost = (title: string, costOf: (epoch: Epoch) => number | null): Column<Epoch> => ({
    title,
    align: 'right',
    text: (epoch) => formatFixed(costOf(epoch), decimals),
  });
  return formatTable(
    [
      { title: 'epoch', align: 'right', text: ({ epoch }) => String(epoch) },
      cost('last batch', ({ lastBatchCost }) => lastBatchCost),
      cost('train', ({ trainCostPerSample }) => trainCostPerSample),
      cost('validation', ({ validationCostPerSample }) => validationCostPerSample),
      cost('test', ({ testCostPerSample }) => testCostPerSample),
      { title: 'time', align: 'right', text: ({ seconds }) => formatDuration(seconds) },
    ],
    epochs,
  );
}
