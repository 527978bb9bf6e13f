'use client';

import { useMemo } from 'react';
import type { RunRow } from '../runs/server/run-row.ts';
import type { Spread } from './group-curves.ts';
import { prepareChart } from './prepare-chart.ts';
import { prepareCostCurves } from './prepare-cost-curves.ts';
import { wholeRange } from './progress.ts';
import { referencesOf } from './references.ts';
import type { ChartView } from './use-chart-view.ts';
import { type DrawnRun, useCostCurves } from './use-cost-curves.ts';

export interface CostChartOptions {
  readonly spread: Spread;
  readonly baselines: readonly RunRow[];
}

/** The training cost of runs as a chart, and the range that every chart beside it shares. */
export function useCostChart(drawn: readonly DrawnRun[], view: ChartView, { spread, baselines }: CostChartOptions) {
  const { x: unit, isLog, clip, smooth, over } = view;
  const whole = useMemo(
    () =>
      wholeRange(
        drawn.map(({ progress }) => progress),
        unit,
      ),
    [drawn, unit],
  );
  const { from, to } = view.range ?? whole;
  const costs = useCostCurves(drawn, unit, view.range);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curves follow from the series and the runs
  const plan = useMemo(() => {
    const range = { from, to };
    const { front, raw } = prepareCostCurves({ curves: costs.curves, smoothing: smooth, share: Number(over) / 100, spread, range });
    const references = referencesOf(baselines, 'lastTrainCost');
    return prepareChart({ front, raw, references, unit, range, isLog, isClipped: clip, hasPoints: false });
  }, [costs.series, drawn, smooth, over, spread, baselines, unit, from, to, isLog, clip]);
  return { plan, isLoading: costs.isLoading, error: costs.error, from, to, whole };
}
