'use client';

import { useMemo } from 'react';
import type { GroupedCurve } from './group-curves.ts';
import type { MetricCurve } from './prepare-metric-curves.ts';
import { type ProgressScale, progressUnits, type RunProgress, type Unit } from './progress.ts';
import { useSeries } from './use-series.ts';

/** A run to draw on a chart. */
export interface DrawnRun extends Pick<GroupedCurve, 'id' | 'label' | 'colour' | 'endLabel' | 'group' | 'groupLabel'> {
  readonly progress: RunProgress;
}

/** About two buckets per pixel of a chart's width; fewer for many runs, so that zooming stays smooth. */
const widths = { most: 1200, least: 320, ofAll: 36_000 } as const;

/** Margin fetched beyond the view, so that curves reach its edges and smoothing has neighbours. */
const margin = 0.1;

/** A metric of the steps of runs over the visible range; over the whole where it is null. */
export function useMetricCurves(
  runs: readonly DrawnRun[],
  metric: string,
  unit: Unit,
  range: { readonly from: number; readonly to: number } | null,
) {
  const width = Math.round(Math.min(widths.most, Math.max(widths.least, widths.ofAll / Math.max(1, runs.length))));
  const placed = useMemo(
    () =>
      runs.flatMap((run) => {
        const scale = progressUnits[unit].scaleOf(run.progress);
        return scale === null ? [] : [{ run, scale }];
      }),
    [runs, unit],
  );
  const [from, to] = [range?.from, range?.to];
  const requests = useMemo(
    () =>
      placed.map(({ run, scale }) => ({
        run: run.id,
        series: metric,
        width,
        steps: from === undefined || to === undefined ? null : stepsOf({ from, to }, scale),
      })),
    [placed, metric, width, from, to],
  );
  const { series, ...state } = useSeries(requests);
  const curves = placed.map(({ run: { progress: _, ...run }, scale }, index): MetricCurve => ({ ...run, scale, series: series[index] }));
  return { curves, series, ...state };
}

function stepsOf({ from, to }: { readonly from: number; readonly to: number }, scale: ProgressScale) {
  const beyond = margin * (to - from);
  return { from: Math.max(1, Math.floor(scale.stepAt(from - beyond))), to: Math.max(1, Math.ceil(scale.stepAt(to + beyond))) };
}
