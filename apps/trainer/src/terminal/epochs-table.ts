import type { Epoch } from '@hourglass/db';
import { type MetricKey, metricKeysOf, metricTitle, metricValue } from '@hourglass/model/metrics';
import { commonDecimals, formatDuration, formatFixed } from '@hourglass/presentation';
import { type Column, formatTable } from './table.ts';

/** A run's epochs with every metric that any of them has: costs with the same decimals, each other metric with its own. */
export function formatEpochs(epochs: readonly Epoch[]): string {
  const keys = metricKeysOf(epochs);
  const decimals = (shown: readonly MetricKey[]) =>
    commonDecimals(epochs.flatMap(({ metrics }) => shown.map((key) => metricValue(metrics, key))));
  const costDecimals = decimals(keys.filter(isCost));
  const column = (key: MetricKey): Column<Epoch> => {
    const shown = isCost(key) ? costDecimals : decimals([key]);
    return {
      title: key.name === 'cost' ? key.part : metricTitle(key),
      align: 'right',
      text: ({ metrics }) => formatFixed(metricValue(metrics, key), shown),
    };
  };
  return formatTable(
    [
      { title: 'epoch', align: 'right', text: ({ epoch }) => String(epoch) },
      ...keys.map(column),
      { title: 'time', align: 'right', text: ({ seconds }) => formatDuration(seconds) },
    ],
    epochs,
  );
}

function isCost({ name }: MetricKey): boolean {
  return name === 'cost' || name === 'batchCost';
}
