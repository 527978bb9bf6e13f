import type { Epoch, Run, Store } from '@hourglass/db';
import { type MetricKey, metricKeysOf, metricKeyText, metricTable, metricValue } from '@hourglass/model/metrics';
import { at } from '@hourglass/presentation/at';
import { costFields } from '../json/epoch-json.ts';

/** One line per epoch: the four costs under their original names, then every other metric under its own. */
export async function epochsCsv(store: Store, run: Run): Promise<string> {
  const epochs = await store.runs.epochs(run.id);
  const costs = Object.values(costFields).map(metricKeyText);
  const others = metricKeysOf(epochs).filter((key) => !costs.includes(metricKeyText(key)));
  const values = (metrics: Epoch['metrics'], keys: readonly MetricKey[]) => keys.map((key) => metricValue(metrics, key) ?? '');
  return lines([
    ['epoch', 'step', ...Object.keys(costFields), 'seconds', ...others.map(metricKeyText)],
    ...epochs.map(({ epoch, step, metrics, seconds }) => [
      epoch,
      step,
      ...values(metrics, Object.values(costFields)),
      seconds,
      ...values(metrics, others),
    ]),
  ]);
}

/** One line per step: every metric of its batch per sample, before its update. The cost comes first, under its original name. */
export async function stepsCsv(store: Store, run: Run): Promise<string> {
  const names = Object.keys(metricTable).filter((name) => name !== 'cost');
  const read = (series: string) => store.metrics.series(run.id, series, { width: Math.max(1, run.step) });
  const cost = await read('cost');
  const others = (await Promise.all(names.map(read))).filter(({ mean }) => mean.length > 0);
  return lines([
    ['step', 'costPerSample', ...others.map(({ series }) => series)],
    ...Array.from(cost.mean, (value, index) => {
      const step = cost.firstStep + index;
      return [step, Math.fround(value), ...others.map(({ mean, firstStep }) => Math.fround(at(mean, step - firstStep)))];
    }),
  ]);
}

function lines(rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.join(',')).join('\n')}\n`;
}
