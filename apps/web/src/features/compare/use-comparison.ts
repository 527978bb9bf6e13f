'use client';

import { commonDecimals, shortRunLabel } from '@hourglass/presentation';
import { useMemo } from 'react';
import { cellModes } from '#components/pictures/cell-modes.ts';
import type { PictureView } from '#components/pictures/use-picture-view.ts';
import { arrangeRows } from './arrange-rows.ts';
import type { Columns } from './columns.ts';
import type { ComparisonAddress } from './comparison-address.ts';
import { prepareRows } from './prepare-rows.ts';
import { prepareSamples } from './prepare-samples.ts';
import { prepareTimeline } from './prepare-timeline.ts';
import type { ComparisonRow, Member } from './row.ts';
import { type CostScope, type CostsByRun, rowCost } from './row-cost.ts';
import { useColumns, useComparedRuns, useRecordedEpochs, useSampleCosts } from './use-comparison-data.ts';
import type { ComparisonView } from './use-comparison-view.ts';

/** Derives everything that the compare page shows from recorded data and the URL. */
export function useComparison(address: ComparisonAddress, view: ComparisonView, pictureView: PictureView) {
  const { runs, baselines, varying, sweeps, unknown } = useComparedRuns(address);
  const everyone = useMemo(() => [...baselines, ...runs], [baselines, runs]);
  const recorded = useRecordedEpochs(everyone);
  const probeSetId = everyone.map(({ id }) => recorded.get(id)?.[0]?.probeSet).find((id) => id !== undefined) ?? null;
  const { columns, error } = useStableColumns(useColumns(probeSetId, { worstOf: view.tests, at: view.align === 'best' ? 'best' : 'last' }));
  const timeline = useMemo(
    () =>
      prepareTimeline({
        runs,
        epochs: new Map([...recorded].map(([run, epochs]) => [run, epochs.map(({ epoch }) => epoch)])),
        alignment: view.align,
        wanted: view.align === 'epoch' ? pictureView.epoch : view.progress,
      }),
    [runs, recorded, view.align, view.progress, pictureView.epoch],
  );
  const here = useMemo(() => everyone.filter(({ id }) => isOn(probeSetId, recorded.get(id))), [everyone, recorded, probeSetId]);
  const prepared = useMemo(
    () =>
      prepareRows({
        runs: here.filter(({ kind }) => kind === 'run'),
        baselines: here.filter(({ kind }) => kind === 'baseline'),
        varying,
        recorded,
        timeline,
        collapsesSeeds: view.seeds === 'mean',
      }),
    [here, varying, recorded, timeline, view.seeds],
  );

  const isFiltered = view.labels.length > 0 || view.only || view.tests !== '';
  const isOrderedByCost = pictureView.samples === 'worst' || pictureView.samples === 'disagreement';
  const needsAllCosts = isOrderedByCost || (isFiltered && (view.rows === 'cost' || view.group !== ''));
  const costs = useSampleCosts(needsAllCosts ? [...prepared.runs, ...prepared.baselines].flatMap(({ members }) => members) : [], columns);
  const order = useMemo(
    () =>
      prepareSamples({
        count: columns?.testRows.length ?? 0,
        labels: columns?.labels ?? null,
        order: pictureView.samples,
        costs: runs.flatMap(({ id }) => [costs.get(id) ?? []]),
        chosenLabels: view.labels,
        picked: view.only ? view.picked : null,
      }),
    [columns, pictureView.samples, costs, runs, view.labels, view.only, view.picked],
  );

  const counted = isFiltered ? order : null;
  const over: CostScope['over'] = view.seeds === 'mean' ? 'seed' : 'sample';
  const costOf = (row: ComparisonRow, of: CostsByRun = costs) => rowCost(row, of, { samples: counted, over });
  const reference = referenceMember([...prepared.runs, ...prepared.baselines], view.reference);
  const pins = new Set(view.pins ?? baselines.map(({ id }) => id));
  const rows = [...prepared.baselines, ...prepared.runs];
  return {
    rows,
    pinned: rows.filter(({ key }) => pins.has(key)),
    groups: [
      { key: 'baselines', title: '', rows: prepared.baselines.filter(({ key }) => !pins.has(key)) },
      ...arrangeRows({
        rows: prepared.runs.filter(({ key }) => !pins.has(key)),
        sort: view.rows,
        descending: view.descending,
        group: view.group,
        costOf,
      }),
    ],
    pins,
    runs,
    baselines,
    varying,
    sweeps,
    recorded,
    timeline,
    columns,
    order,
    costs,
    counted,
    costOf,
    /** What every ± of the rows is over. */
    over,
    /** What differences and gains are over; null for PCA with a row's code size. */
    reference,
    decimals: commonDecimals(rows.flatMap(({ members }) => members.map(({ shown }) => shown?.meanCost ?? null))),
    wantsExact: cellModes[pictureView.show].wantsExact,
    needsReference: cellModes[pictureView.show].needs.includes('reference'),
    notes: [
      ...(error === null ? [] : [error]),
      ...(unknown.length > 0 ? [`Not found: ${unknown.join(', ')}.`] : []),
      ...elsewhereNote(everyone.length - here.length),
    ],
  };
}

/** The chosen run at the epoch on display; null if none is chosen, or if it shows nothing. */
function referenceMember(rows: readonly ComparisonRow[], id: string): Member | null {
  return rows.flatMap(({ members }) => members).find(({ run, shown }) => run.id === id && shown !== null) ?? null;
}

/** `PCA`, or `#3` for a chosen run. */
export function referenceName(reference: Member | null): string {
  return reference === null ? 'PCA' : shortRunLabel(reference.run);
}

export type Comparison = ReturnType<typeof useComparison>;

/** Returns the previous object while its content is equal, so that dependants neither refetch nor redraw. */
function useStableColumns({ columns, error }: ReturnType<typeof useColumns>) {
  const probeSet = columns?.probeSet;
  const testRows = columns?.testRows;
  const labels = columns?.labels ?? null;
  const worstOf = columns?.worstOf ?? null;
  const at = columns?.at ?? 'last';
  const stable = useMemo(
    (): Columns | null => (probeSet === undefined || testRows === undefined ? null : { probeSet, testRows, labels, worstOf, at }),
    [probeSet, testRows, labels, worstOf, at],
  );
  return { columns: stable, error };
}

/** Whether a run recorded reconstructions of this probe set, or none yet. */
function isOn(probeSet: string | null, recorded: readonly { readonly probeSet: string }[] | undefined): boolean {
  return (recorded ?? []).every((each) => each.probeSet === probeSet);
}

function elsewhereNote(count: number): readonly string[] {
  return count === 0
    ? []
    : [`${count === 1 ? 'One run or baseline was' : `${count} runs and baselines were`} recorded on other samples and not shown.`];
}
