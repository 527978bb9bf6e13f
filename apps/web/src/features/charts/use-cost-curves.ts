'use client';

import type { RunRow } from '../runs/server/run-row.ts';
import type { CostCurve } from './prepare-cost-chart.ts';
import type { ChartView } from './use-chart-view.ts';
import { useSeries } from './use-series.ts';

export interface DrawnRun {
  readonly run: RunRow;
  readonly label: string;
  readonly colour: string;
  readonly endLabel: string;
  readonly stepsPerEpoch: number;
}

/** About one bucket for each pixel that a chart is wide. */
const width = 640;

/** The training cost of runs over the range that is looked at. */
export function useCostCurves(runs: readonly DrawnRun[], { unit, range }: Pick<ChartView, 'unit' | 'range'>) {
  const { series, ...state } = useSeries(
    runs.map(({ run, stepsPerEpoch }) => {
      const scale = unit === 'epoch' ? stepsPerEpoch : 1;
      return {
        run: run.id,
        series: 'cost',
        from: range === null ? null : Math.max(1, Math.floor(range.from * scale)),
        to: range === null ? null : Math.ceil(range.to * scale),
        width,
      };
    }),
  );
  const curves = runs.map(
    ({ label, colour, endLabel, stepsPerEpoch }, index): CostCurve => ({ label, colour, endLabel, stepsPerEpoch, series: series[index] }),
  );
  return { curves, ...state };
}
