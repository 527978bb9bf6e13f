import { commonDecimals, formatFixed } from '@hourglass/presentation';
import { metricDefinition, metricKeysOf, metricTitle } from '@hourglass/sweeps/metrics';
import { FactList } from '#components/ui/facts.tsx';
import { hint } from '#components/ui/hint.ts';
import type { EpochRow } from '#wire/epoch-row.ts';
import type { RunRow } from '#wire/run-row.ts';
import { heldOutPart, scaleNote } from './objective-terms.ts';
import styles from './run-page.module.css';

/** The metrics of the last epoch beside its costs: of validation samples, or of test samples where only they have one. */
export function RunMetrics({ run, epochs }: { readonly run: Pick<RunRow, 'values'>; readonly epochs: readonly EpochRow[] }) {
  const last = epochs.at(-1);
  if (last === undefined) return null;
  const part = heldOutPart(epochs);
  const keys = metricKeysOf([{ metrics: { [part]: last.metrics[part] ?? {}, test: last.metrics.test ?? {} } }]).filter(
    (key) => key.name !== 'cost' && (key.part === part || last.metrics[part]?.[key.name] === undefined),
  );
  if (keys.length === 0) return null;
  const lastValue = (key: (typeof keys)[number]) => last.metrics[key.part]?.[key.name] ?? null;
  const scale = scaleNote(run.values);
  const decimals = commonDecimals(keys.filter(({ name }) => !isCount(name)).map(lastValue));
  return (
    <>
      <h2>
        Metrics <span className={styles.soft}>epoch {last.epoch}</span>
      </h2>
      <FactList
        facts={keys.map((key) => {
          const definition = metricDefinition(key.name);
          const unit = definition?.unit === null || definition === null ? '' : ` (${definition.unit})`;
          return {
            name: metricTitle(key),
            value: (
              <span {...hint(`${definition?.about ?? key.name}${unit}`)}>
                {formatFixed(lastValue(key), isCount(key.name) ? 0 : decimals)}
              </span>
            ),
          };
        })}
      />
      {scale !== null && <p className={styles.soft}>{scale}</p>}
    </>
  );
}

function isCount(name: string): boolean {
  return metricDefinition(name)?.isCount === true;
}
