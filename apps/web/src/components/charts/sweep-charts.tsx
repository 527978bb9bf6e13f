'use client';

import { runLabel } from '@hourglass/model/parameters';
import { numberedLabel, runColour, shortRunLabel } from '@hourglass/presentation';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { epochsOf } from '#lib/epochs-of.ts';
import { prepareParameters } from '#lib/prepare-parameters.ts';
import { relevantBaselines } from '#lib/relevant-baselines.ts';
import { useTRPC } from '#lib/trpc.ts';
import type { EpochRow } from '#wire/epoch-row.ts';
import type { RunRow } from '#wire/run-row.ts';
import { CurvePanel } from './curve-panel.tsx';
import { axisTitle, chosenMetric, drawnMetrics, metricWords } from './drawn-metrics.ts';
import type { CurveChart } from './prepare-chart.ts';
import { prepareEmpty } from './prepare-empty.ts';
import { prepareEpochCurves } from './prepare-epoch-curves.ts';
import { progressUnits } from './progress.ts';
import { bestOfReference, referencesOf } from './references.ts';
import { useChartView } from './use-chart-view.ts';
import { useMetricChart } from './use-metric-chart.ts';
import type { DrawnRun } from './use-metric-curves.ts';

export interface SweepChartsProps {
  readonly runs: readonly RunRow[];
  readonly baselines: readonly RunRow[];
  readonly labels: ReadonlyMap<string, string>;
  readonly constants: Readonly<Record<string, number | string>>;
  /** The run that others are compared with: a line at its best validation cost. */
  readonly reference?: RunRow | null;
}

/** A metric, the cost by default, by step of training and by epoch of validation, of the selected runs, on one axis, with the baselines of their code sizes. */
export function SweepCharts({ runs, baselines, labels, constants, reference = null }: SweepChartsProps) {
  const view = useChartView();
  const { x: unit, seeds } = view;
  const { epochs, ...epochsState } = useEpochs(runs);
  const { varying } = useMemo(() => prepareParameters(runs), [runs]);
  const drawn = useMemo(
    () =>
      runs.map((run, index) => {
        // Named by the differences among the drawn runs; a single run by its differences from the sweep's others.
        const name = varying.length === 0 ? (labels.get(run.id) ?? run.id) : runLabel(run, varying);
        const label = numberedLabel(name, run.number);
        return drawnRun({ run, label, varying, constants, epochs: epochs[index] ?? [] });
      }),
    [runs, labels, varying, constants, epochs],
  );
  const shownBaselines = useMemo(
    () =>
      relevantBaselines(
        runs.map((run) => ({ ...run, values: { ...constants, ...run.values } })),
        baselines,
      ),
    [runs, constants, baselines],
  );
  const metrics = useMemo(() => drawnMetrics(epochs), [epochs]);
  const metric = chosenMetric(view.metric, metrics);
  const { whole, ...costs } = useMetricChart(drawn, view, { spread: seeds, baselines: shownBaselines, metric });
  const validationChart = useMemo((): CurveChart => {
    const curves = drawn.flatMap(({ progress, ...run }, index) => {
      const scale = progressUnits[unit].scaleOf(progress);
      const points = (epochs[index] ?? []).map(({ step, metrics }) => ({ step, value: metrics.validation?.[metric] ?? null }));
      return scale === null ? [] : [{ ...run, isDashed: false, scale, points }];
    });
    const references = metric === 'cost' ? [...referencesOf(shownBaselines, 'lastValidationCost'), ...bestOfReference(reference)] : [];
    return { front: prepareEpochCurves(curves, seeds), raw: [], references, hasPoints: true, values: axisTitle(metric) };
  }, [drawn, epochs, metric, seeds, shownBaselines, reference, unit]);

  const hasEpochs = epochs.some((ended) => ended !== undefined && ended.length > 0);

  return (
    <CurvePanel
      label="Curves of the selected runs"
      view={view}
      whole={whole}
      metrics={metrics}
      hasSeeds={new Set(drawn.map(({ group }) => group)).size < drawn.length}
      figures={[
        {
          title: `Training ${metricWords(metric)}`,
          subtitle: 'per sample, of each batch before its update',
          ...costs,
          noun: 'run',
          empty: prepareEmpty({ runs, unit, each: 'step', hasEpochs }),
        },
        {
          title: `Validation ${metricWords(metric)}`,
          subtitle: 'per sample, after each epoch',
          chart: validationChart,
          ...epochsState,
          noun: 'run',
          empty: prepareEmpty({ runs, unit, each: 'epoch', hasEpochs }),
        },
      ]}
    />
  );
}

interface DrawnRunInput {
  readonly run: RunRow;
  readonly label: string;
  /** The parameters that distinguish the drawn runs. */
  readonly varying: readonly string[];
  readonly constants: SweepChartsProps['constants'];
  readonly epochs: readonly EpochRow[];
}

function drawnRun({ run, label, varying, constants, epochs }: DrawnRunInput): DrawnRun {
  const choices = varying.filter((key) => key !== 'seed');
  return {
    id: run.id,
    label,
    colour: runColour(run),
    endLabel: shortRunLabel({ ...run, name: null }),
    group: `${run.configuration ?? run.id}`,
    groupLabel: choices.length === 0 ? 'the runs' : runLabel({ ...run, name: null }, choices),
    progress: {
      stepsPerEpoch: run.totalSteps / epochsOf(run, constants),
      totalSteps: run.totalSteps,
      startedAt: run.startedAt,
      epochs,
    },
  };
}

function useEpochs(runs: readonly RunRow[]) {
  const trpc = useTRPC();
  return useQueries({
    queries: runs.map((run) => trpc.runs.epochs.queryOptions({ id: run.id })),
    combine: (results) => ({
      epochs: results.map(({ data }) => data),
      isLoading: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
}
