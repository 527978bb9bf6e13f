'use client';

import { useMemo } from 'react';
import { CurvePanel } from '../charts/curve-panel.tsx';
import { prepareChart } from '../charts/prepare-chart.ts';
import { prepareCostCurves } from '../charts/prepare-cost-curves.ts';
import { type EpochCurve, prepareEpochCurves } from '../charts/prepare-epoch-curves.ts';
import { progressUnits, wholeRange } from '../charts/progress.ts';
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
  const { x: unit, isLog, clip, smooth, over } = view;
  const drawn = useMemo((): DrawnRun[] => {
    const progress = { stepsPerEpoch: run.totalSteps / epochsOf(run), totalSteps: run.totalSteps, startedAt: run.startedAt, epochs };
    return [{ id: run.id, label: 'each batch', colour: runColour(run.index), endLabel: '', group: '', groupLabel: '', progress }];
  }, [run, epochs]);
  const whole = useMemo(
    () =>
      wholeRange(
        drawn.map(({ progress }) => progress),
        unit,
      ),
    [drawn, unit],
  );
  const [from, to] = view.range === null ? [whole.from, whole.to] : [view.range.from, view.range.to];
  const costs = useCostCurves(drawn, unit, view.range);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curves follow from the series and the run
  const costPlan = useMemo(() => {
    const range = { from, to };
    const { front, raw } = prepareCostCurves({ curves: costs.curves, smoothing: smooth, share: Number(over) / 100, spread: 'each', range });
    const references = referencesOf(run.baselines, 'lastTrainCost');
    return prepareChart({ front, raw, references, unit, range, isLog, isClipped: clip, hasPoints: false });
  }, [costs.series, drawn, smooth, over, unit, from, to, isLog, clip]);
  const epochPlan = useMemo(() => {
    const scale = drawn.map(({ progress }) => progressUnits[unit].scaleOf(progress))[0] ?? null;
    const front =
      scale === null
        ? []
        : prepareEpochCurves(
            epochCurves(run, epochs).map((curve) => ({ ...curve, scale })),
            'each',
          );
    const references = referencesOf(run.baselines, 'lastValidationCost');
    return prepareChart({ front, raw: [], references, unit, range: { from, to }, isLog, isClipped: clip, hasPoints: true });
  }, [drawn, run, epochs, unit, from, to, isLog, clip]);
  return (
    <CurvePanel
      label="Curves"
      view={view}
      hasSeeds={false}
      figures={[
        {
          title: 'Training cost',
          subtitle: 'per sample, of each batch before its update; shade from least to most',
          plan: costPlan,
          isLoading: costs.isLoading,
          error: costs.error,
          empty: 'No step is recorded yet.',
        },
        { title: 'Costs after each epoch', subtitle: 'per sample', plan: epochPlan, empty: 'No epoch has ended yet.' },
      ]}
    />
  );
}

function epochCurves(run: RunRow, epochs: readonly EpochRow[]): readonly Omit<EpochCurve, 'scale'>[] {
  const curve = (label: string, colour: string, cost: (epoch: EpochRow) => number | null) => ({
    ...{ id: label, label, colour, endLabel: label, group: label, groupLabel: label, isDashed: label === 'test' },
    points: epochs.map((epoch) => ({ step: epoch.step, cost: cost(epoch) })),
  });
  const own = runColour(run.index);
  return [
    curve('training', 'var(--ink-faint)', ({ trainCost }) => trainCost),
    curve('test', own, ({ testCost }) => testCost),
    curve('validation', own, ({ validationCost }) => validationCost),
  ];
}
