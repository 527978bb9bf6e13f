import type { Epoch } from '@hourglass/db';
import { type MetricKey, metricDefinition, metricKeysOf, metricTitle, metricValue } from '@hourglass/model/metrics';
import { commonDecimals, formatDuration, formatFixed } from '@hourglass/presentation';
import { type Column, formatTable } from './table.ts';

/**
 * A run's epochs: the costs of every part with the same decimals, and each other metric of one part with its own decimals. `--json` prints all of
 * them.
 */
export function formatEpochs(epochs: readonly Epoch[]): string {
  const keys = shownKeys(metricKeysOf(epochs));
  const decimals = (shown: readonly MetricKey[]) =>
    commonDecimals(epochs.flatMap(({ metrics }) => shown.map((key) => metricValue(metrics, key))));
  const costDecimals = decimals(keys.filter(isCost));
  const column = (key: MetricKey): Column<Epoch> => {
    const shown = isCost(key) ? costDecimals : metricDefinition(key.name)?.isCount ? 0 : decimals([key]);
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

/** Other metrics are shown of validation samples; of test samples where none are held out, or where only they have it. */
function shownKeys(keys: readonly MetricKey[]): readonly MetricKey[] {
  const others = keys.filter((key) => !isCost(key) && key.part !== 'train');
  const ofValidation = new Set(others.flatMap(({ part, name }) => (part === 'validation' ? [name] : [])));
  return [...keys.filter(isCost), ...others.filter(({ part, name }) => part === 'validation' || !ofValidation.has(name))];
}

function isCost({ name }: MetricKey): boolean {
  return name === 'cost' || name === 'batchCost';
}
