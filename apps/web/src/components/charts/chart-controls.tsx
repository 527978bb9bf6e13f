'use client';

import { Choice } from '#components/ui/choice.tsx';
import { hint } from '#components/ui/hint.ts';
import { Select } from '#components/ui/select.tsx';
import styles from './chart-row.module.css';
import { chosenMetric, metricWords } from './drawn-metrics.ts';
import { spreads } from './group-curves.ts';
import { LayoutMenu } from './layout-menu.tsx';
import { progressUnits, units } from './progress.ts';
import { smoothings } from './smoothing.ts';
import { type ChartView, legends, scales, shares } from './use-chart-view.ts';

export interface ChartControlsProps {
  readonly view: ChartView;
  /** Whether some curves differ by their seeds alone. */
  readonly hasSeeds: boolean;
  /** Names of the metrics that can be drawn; of only one there is no choice. */
  readonly metrics?: readonly string[];
  /** Whether there is more than one curve to name. */
  readonly hasLegend: boolean;
}

const spreadWords = {
  each: 'one curve per seed',
  sd: 'mean ± s.d. over seeds',
  se: 'mean ± standard error over seeds',
  range: 'mean and range',
} as const;

export function ChartControls({ view, hasSeeds, hasLegend, metrics = [] }: ChartControlsProps) {
  return (
    <div className={styles.controls}>
      {metrics.length > 1 && (
        <Select
          label="Metric"
          values={metrics}
          value={chosenMetric(view.metric, metrics)}
          onChange={(metric) => view.set({ metric })}
          words={Object.fromEntries(metrics.map((name) => [name, metricWords(name)]))}
        />
      )}
      <Choice label={metrics.length > 1 ? 'Axis' : 'Cost'} values={scales} value={view.y} onChange={(y) => view.set({ y })} />
      <label className={styles.check} {...hint('Limits the axis to the values between the 2.5th and 97.5th percentile')}>
        <input type="checkbox" checked={view.clip} onChange={({ target }) => view.set({ clip: target.checked })} />
        clip outliers
      </label>
      <Select
        label="Along"
        values={units}
        value={view.x}
        onChange={view.setUnit}
        words={Object.fromEntries(units.map((unit) => [unit, progressUnits[unit].title]))}
      />
      <Select
        label="Smooth"
        values={smoothings}
        value={view.smooth}
        onChange={(smooth) => view.set({ smooth })}
        words={{ mean: 'running mean' }}
      />
      {view.smooth !== 'off' && (
        <Select
          label="over"
          values={shares}
          value={view.over}
          onChange={(over) => view.set({ over })}
          words={Object.fromEntries(shares.map((share) => [share, `${share}% of the view`]))}
        />
      )}
      {hasSeeds && (
        <Select
          label="Seeds"
          values={spreads}
          value={view.seeds}
          onChange={(seeds) => view.set({ seeds })}
          words={spreadWords}
          isDisabled={view.x === 'clock'}
        />
      )}
      {hasLegend && <Choice label="Legend" values={legends} value={view.legend} onChange={(legend) => view.set({ legend })} />}
      <LayoutMenu view={view} />
    </div>
  );
}
