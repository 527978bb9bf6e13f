'use client';

import { useMemo } from 'react';
import { ChartControls } from '../charts/chart-controls.tsx';
import { ChartFigure } from '../charts/chart-figure.tsx';
import styles from '../charts/chart-row.module.css';
import { prepareCostChart } from '../charts/prepare-cost-chart.ts';
import { type EpochCurve, prepareEpochChart } from '../charts/prepare-epoch-chart.ts';
import { referencesOf } from '../charts/references.ts';
import { useChartView } from '../charts/use-chart-view.ts';
import { type DrawnRun, useCostCurves } from '../charts/use-cost-curves.ts';
import { epochsOf } from './epochs-of.ts';
import { runColour } from './run-colour.ts';
import type { EpochRow } from './server/epoch-row.ts';
import type { RunRow } from './server/run-row.ts';

export interface RunChartsProps {
  readonly run: RunRow & { readonly baselines: readonly RunRow[] };
  readonly epochs: readonly EpochRow[];
}

/** The cost of every step, and the three costs of every epoch, of one run. */
export function RunCharts({ run, epochs }: RunChartsProps) {
  const view = useChartView();
  const stepsPerEpoch = run.totalSteps / epochsOf(run);
  const drawn = useMemo(
    (): DrawnRun[] => [{ run, label: 'training', colour: runColour(run.index), endLabel: '', stepsPerEpoch }],
    [run, stepsPerEpoch],
  );
  const costs = useCostCurves(drawn, view);
  const shared = { unit: view.unit, isLog: view.isLog, range: view.range, end: view.unit === 'epoch' ? epochsOf(run) : run.totalSteps };
  const costPlan = prepareCostChart({
    ...shared,
    curves: costs.curves,
    references: referencesOf(run.baselines, 'lastTrainCost'),
    smoothing: view.smoothing,
  });
  const epochPlan = prepareEpochChart({
    ...shared,
    title: 'cost per sample',
    curves: epochCurves(run, epochs),
    references: referencesOf(run.baselines, 'lastValidationCost'),
  });
  const zoom = { isZoomed: view.range !== null, onZoom: view.setRange };
  return (
    <section aria-label="Curves" className={styles.section}>
      <div className={styles.controls}>
        <ChartControls view={view} />
      </div>
      <div className={styles.row}>
        <ChartFigure
          {...zoom}
          title="Training cost"
          subtitle="per sample, of each batch before its update; shade from least to most"
          plan={costPlan}
          isLoading={costs.isLoading}
          error={costs.error}
          empty="No step is recorded yet."
        />
        <ChartFigure {...zoom} title="Costs after each epoch" subtitle="per sample" plan={epochPlan} empty="No epoch has ended yet." />
      </div>
    </section>
  );
}

function epochCurves(run: RunRow, epochs: readonly EpochRow[]): readonly EpochCurve[] {
  const curve = (label: string, colour: string, cost: (epoch: EpochRow) => number | null, isDashed: boolean): EpochCurve => ({
    ...{ label, colour, isDashed, endLabel: label },
    points: epochs.map((epoch) => ({ epoch: epoch.epoch, step: epoch.step, cost: cost(epoch) })),
  });
  const own = runColour(run.index);
  return [
    curve('training', 'var(--ink-faint)', ({ trainCost }) => trainCost, false),
    curve('test', own, ({ testCost }) => testCost, true),
    curve('validation', own, ({ validationCost }) => validationCost, false),
  ];
}
