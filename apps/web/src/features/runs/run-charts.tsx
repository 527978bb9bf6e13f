'use client';

import { runColour } from '@hourglass/presentation';
import type { MetricPart } from '@hourglass/sweeps/metrics';
import { useMemo } from 'react';
import { CurvePanel } from '#components/charts/curve-panel.tsx';
import { chosenMetric, drawnMetrics, metricWords } from '#components/charts/drawn-metrics.ts';
import type { CurveChart } from '#components/charts/prepare-chart.ts';
import { prepareEmpty } from '#components/charts/prepare-empty.ts';
import { type EpochCurve, prepareEpochCurves } from '#components/charts/prepare-epoch-curves.ts';
import { progressUnits } from '#components/charts/progress.ts';
import { bestOfReference, referencesOf } from '#components/charts/references.ts';
import { useChartView } from '#components/charts/use-chart-view.ts';
import { useMetricChart } from '#components/charts/use-metric-chart.ts';
import type { DrawnRun } from '#components/charts/use-metric-curves.ts';
import { epochsOf } from '#lib/epochs-of.ts';
import type { EpochRow } from '#wire/epoch-row.ts';
import type { RunRow } from '#wire/run-row.ts';
import { codeTermCurves, codeUseCurves, hasTerms, heldOutPart, objectiveCurves } from './objective-terms.ts';

export interface RunChartsProps {
  readonly run: RunRow & { readonly baselines: readonly RunRow[] };
  readonly epochs: readonly EpochRow[];
  /** What the run is compared with; null if there is nothing of the kind. */
  readonly reference: RunRow | null;
}

/** Charts of one run: training cost per step, all three costs per epoch, and the terms of its objective where it has any. */
export function RunCharts({ run, epochs, reference }: RunChartsProps) {
  const view = useChartView();
  const { x: unit } = view;
  const drawn = useMemo((): DrawnRun[] => {
    const progress = { stepsPerEpoch: run.totalSteps / epochsOf(run), totalSteps: run.totalSteps, startedAt: run.startedAt, epochs };
    return [{ id: run.id, label: 'each batch', colour: runColour(run), endLabel: '', group: '', groupLabel: '', progress }];
  }, [run, epochs]);
  const metrics = useMemo(() => drawnMetrics([epochs]), [epochs]);
  const metric = chosenMetric(view.metric, metrics);
  const { whole, ...costs } = useMetricChart(drawn, view, { spread: 'each', baselines: run.baselines, metric });
  const epochChart = useMemo((): CurveChart => {
    const scale = drawn.map(({ progress }) => progressUnits[unit].scaleOf(progress))[0] ?? null;
    const front =
      scale === null
        ? []
        : prepareEpochCurves(
            epochCurves(run, epochs).map((curve) => ({ ...curve, scale })),
            'each',
          );
    const references = [...referencesOf(run.baselines, 'lastValidationCost'), ...bestOfReference(reference)];
    return { front, raw: [], references, hasPoints: true };
  }, [drawn, run, epochs, unit, reference]);
  const isDivergence = epochs.some(({ metrics }) => metrics.train?.kl !== undefined);
  const termCharts = useMemo((): Readonly<Record<'objective' | 'code' | 'use', CurveChart>> | null => {
    const scale = drawn.map(({ progress }) => progressUnits[unit].scaleOf(progress))[0] ?? null;
    if (scale === null || !hasTerms(epochs)) return null;
    const chartOf = (curves: readonly Omit<EpochCurve, 'scale'>[], values: string): CurveChart => ({
      front: prepareEpochCurves(
        curves.map((curve) => ({ ...curve, scale })),
        'each',
      ),
      ...{ raw: [], references: [], hasPoints: true, values },
    });
    return {
      objective: chartOf(objectiveCurves(epochs), 'objective per sample'),
      code: chartOf(codeTermCurves(epochs), isDivergence ? 'divergence per sample, in nats' : 'without weights'),
      use: chartOf(codeUseCurves(epochs), 'codes'),
    };
  }, [drawn, epochs, unit, isDivergence]);
  return (
    <CurvePanel
      key={`${termCharts === null ? 0 : 1 + termCharts.code.front.length + termCharts.use.front.length}`}
      label="Curves"
      view={view}
      whole={whole}
      metrics={metrics}
      hasSeeds={false}
      figures={[
        {
          title: `Training ${metricWords(metric)}`,
          subtitle: 'per sample, of each batch before its update; the band spans minimum to maximum',
          ...costs,
          noun: 'curve',
          empty: prepareEmpty({ runs: [run], unit, each: 'step', hasEpochs: epochs.length > 0 }),
        },
        {
          title: 'Costs after each epoch',
          subtitle: 'per sample',
          chart: epochChart,
          noun: 'curve',
          empty: prepareEmpty({ runs: [run], unit, each: 'epoch', hasEpochs: epochs.length > 0 }),
        },
        ...(termCharts === null
          ? []
          : [
              {
                title: 'Objective after each epoch',
                subtitle: `per ${heldOutPart(epochs)} sample, the sum of its terms`,
                chart: termCharts.objective,
                noun: 'curve',
                empty: prepareEmpty({ runs: [run], unit, each: 'epoch', hasEpochs: epochs.length > 0 }),
              },
              ...(termCharts.code.front.length === 0
                ? []
                : [
                    {
                      title: isDivergence ? 'Divergence of the code' : 'Terms of the code',
                      subtitle: `per ${heldOutPart(epochs)} sample after each epoch${isDivergence ? ', in nats' : ', without weights'}`,
                      chart: termCharts.code,
                      noun: 'curve',
                      empty: prepareEmpty({ runs: [run], unit, each: 'epoch', hasEpochs: epochs.length > 0 }),
                    },
                  ]),
              ...(termCharts.use.front.length === 0
                ? []
                : [
                    {
                      title: 'Use of the codes',
                      subtitle: `of ${run.values['code.codes'] ?? 'all'} codes, over every position of all ${heldOutPart(epochs)} samples after each epoch`,
                      chart: termCharts.use,
                      noun: 'curve',
                      empty: prepareEmpty({ runs: [run], unit, each: 'epoch', hasEpochs: epochs.length > 0 }),
                    },
                  ]),
            ]),
      ]}
    />
  );
}

function epochCurves(run: RunRow, epochs: readonly EpochRow[]): readonly Omit<EpochCurve, 'scale'>[] {
  const curve = (label: string, colour: string, part: MetricPart) => ({
    ...{ id: label, label, colour, endLabel: label, group: label, groupLabel: label, isDashed: label === 'test' },
    points: epochs.map(({ step, metrics }) => ({ step, value: metrics[part]?.cost ?? null })),
  });
  const own = runColour(run);
  return [curve('training', 'var(--ink-faint)', 'train'), curve('test', own, 'test'), curve('validation', own, 'validation')];
}
