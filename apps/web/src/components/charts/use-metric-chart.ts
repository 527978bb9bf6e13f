'use client';

import { useMemo } from 'react';
import type { RunRow } from '#wire/run-row.ts';
import { axisTitle } from './drawn-metrics.ts';
import type { Spread } from './group-curves.ts';
import type { CurveChart } from './prepare-chart.ts';
import { prepareMetricCurves } from './prepare-metric-curves.ts';
import { wholeRange } from './progress.ts';
import { referencesOf } from './references.ts';
import type { ChartView } from './use-chart-view.ts';
import { type DrawnRun, useMetricCurves } from './use-metric-curves.ts';

export interface MetricChartOptions {
  readonly spread: Spread;
  readonly baselines: readonly RunRow[];
  /** Its name; baselines are drawn where it is the cost. */
  readonly metric: string;
}

/** A metric of the training steps of runs as a chart, and the whole range of its axis. */
export function useMetricChart(drawn: readonly DrawnRun[], view: ChartView, { spread, baselines, metric }: MetricChartOptions) {
  const { x: unit, smooth, over } = view;
  const whole = useMemo(
    () =>
      wholeRange(
        drawn.map(({ progress }) => progress),
        unit,
      ),
    [drawn, unit],
  );
  const { from, to } = view.range ?? whole;
  const costs = useMetricCurves(drawn, metric, unit, view.range);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curves follow from the series and the runs
  const chart = useMemo((): CurveChart => {
    const range = { from, to };
    const curves = prepareMetricCurves({ curves: costs.curves, smoothing: smooth, share: Number(over) / 100, spread, range });
    return {
      ...curves,
      references: metric === 'cost' ? referencesOf(baselines, 'lastTrainCost') : [],
      hasPoints: false,
      values: axisTitle(metric),
    };
  }, [costs.series, drawn, smooth, over, spread, baselines, metric, unit, from, to]);
  return { chart, isLoading: costs.isLoading, error: costs.error, whole };
}
