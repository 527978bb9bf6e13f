import type { Epoch, Run, Store } from '@hourglass/db';
import { type MetricKey, metricKeysOf, metricKeyText, metricValue } from '@hourglass/model/metrics';
import { costFields } from '../json/epoch-json.ts';

/** One line an epoch: the four costs under the names that they always had, then every other metric under its own. */
export async function epochsCsv(store: Store, run: Run): Promise<string> {
  const epochs = await store.runs.epochs(run.id);
  const costs = Object.values(costFields).map(metricKeyText);
  const others = metricKeysOf(epochs).filter((key) => !costs.includes(metricKeyText(key)));
  const values = (metrics: Epoch['metrics'], keys: readonly MetricKey[]) => keys.map((key) => metricValue(metrics, key) ?? '');
  return lines([
    ['epoch', 'step', ...Object.keys(costFields), 'seconds', ...others.map(metricKeyText)],
    ...epochs.map(({ epoch, step, metrics, seconds }) => [
      ...[epoch, step],
      ...values(metrics, Object.values(costFields)),
      seconds,
      ...values(metrics, others),
    ]),
  ]);
}

/** One line a step: the cost per sample of its batch, before its update. */
export async function stepsCsv(store: Store, run: Run): Promise<string> {
  const { firstStep, mean } = await store.metrics.series(run.id, 'cost', { width: Math.max(1, run.step) });
  return lines([['step', 'costPerSample'], ...Array.from(mean, (cost, index) => [firstStep + index, Math.fround(cost)])]);
}

function lines(rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.join(',')).join('\n')}\n`;
}
