'use client';

import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '#lib/trpc.ts';
import { ChartControls } from '../charts/chart-controls.tsx';
import { ChartFigure } from '../charts/chart-figure.tsx';
import styles from '../charts/chart-row.module.css';
import { prepareCostChart } from '../charts/prepare-cost-chart.ts';
import { prepareEpochChart } from '../charts/prepare-epoch-chart.ts';
import { referencesOf } from '../charts/references.ts';
import { useChartView } from '../charts/use-chart-view.ts';
import { type DrawnRun, useCostCurves } from '../charts/use-cost-curves.ts';
import { epochsOf } from '../runs/epochs-of.ts';
import { relevantBaselines } from '../runs/relevant-baselines.ts';
import { runColour } from '../runs/run-colour.ts';
import type { RunRow } from '../runs/server/run-row.ts';

export interface SweepChartsProps {
  readonly runs: readonly RunRow[];
  readonly baselines: readonly RunRow[];
  readonly labels: ReadonlyMap<string, string>;
  readonly constants: Readonly<Record<string, number | string>>;
}

/** Training cost by step and validation cost by epoch of the selected runs, on one axis, with the yardsticks of their code sizes. */
export function SweepCharts({ runs, baselines, labels, constants }: SweepChartsProps) {
  const view = useChartView();
  const drawn = useMemo(
    () =>
      runs.map(
        (run): DrawnRun => ({
          run,
          label: labels.get(run.id) ?? run.id,
          colour: runColour(run.index),
          endLabel: `#${(run.index ?? 0) + 1}`,
          stepsPerEpoch: run.totalSteps / epochsOf(run, constants),
        }),
      ),
    [runs, labels, constants],
  );
  const yardsticks = useMemo(
    () =>
      relevantBaselines(
        runs.map((run) => ({ ...run, values: { ...constants, ...run.values } })),
        baselines,
      ),
    [runs, constants, baselines],
  );
  const end = Math.max(...drawn.map(({ run, stepsPerEpoch }) => run.totalSteps / (view.unit === 'epoch' ? stepsPerEpoch : 1)), 1);
  const costs = useCostCurves(drawn, view);
  const validation = useEpochs(drawn);
  const shared = { unit: view.unit, isLog: view.isLog, range: view.range, end };
  const costPlan = prepareCostChart({
    ...shared,
    curves: costs.curves,
    references: referencesOf(yardsticks, 'lastTrainCost'),
    smoothing: view.smoothing,
  });
  const validationPlan = prepareEpochChart({
    ...shared,
    title: 'cost per sample',
    curves: validation.curves,
    references: referencesOf(yardsticks, 'lastValidationCost'),
  });
  const zoom = { isZoomed: view.range !== null, onZoom: view.setRange };

  return (
    <section aria-label="Curves of the selected runs" className={styles.section}>
      <div className={styles.controls}>
        <ChartControls view={view} />
      </div>
      <div className={styles.row}>
        <ChartFigure
          {...zoom}
          title="Training cost"
          subtitle="per sample, of each batch before its update"
          plan={costPlan}
          isLoading={costs.isLoading}
          error={costs.error}
          empty={runs.length === 0 ? 'Select a run below to draw its cost.' : 'No step is recorded yet.'}
        />
        <ChartFigure
          {...zoom}
          title="Validation cost"
          subtitle="per sample, after each epoch"
          plan={validationPlan}
          isLoading={validation.isLoading}
          error={validation.error}
          empty={runs.length === 0 ? 'Select a run below to draw its cost.' : 'No epoch has ended yet.'}
        />
      </div>
    </section>
  );
}

function useEpochs(drawn: readonly DrawnRun[]) {
  const trpc = useTRPC();
  return useQueries({
    queries: drawn.map(({ run }) => trpc.runs.epochs.queryOptions({ id: run.id })),
    combine: (results) => ({
      curves: drawn.map(({ label, colour, endLabel }, index) => ({
        ...{ label, colour, endLabel },
        points: (results[index]?.data ?? []).map(({ epoch, step, validationCost }) => ({ epoch, step, cost: validationCost })),
      })),
      isLoading: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
}
