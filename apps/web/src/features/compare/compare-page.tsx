'use client';

import type { Route } from 'next';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { Choice } from '#components/ui/choice.tsx';
import { commonDecimals, formatNumberOf } from '#lib/format.ts';
import { sampleSize } from '../reconstructions/atlas.ts';
import { ColourLegend } from '../reconstructions/colour-legend.tsx';
import { EpochSlider } from '../reconstructions/epoch-slider.tsx';
import { PictureControls } from '../reconstructions/picture-controls.tsx';
import { probeOrder, worstFirst } from '../reconstructions/sample-order.ts';
import { probeSetUrl } from '../reconstructions/urls.ts';
import { useAtlas } from '../reconstructions/use-atlas.ts';
import { usePictureView } from '../reconstructions/use-picture-view.ts';
import { rivalOf } from '../runs/relevant-baselines.ts';
import { PageHeader } from '../shell/page-header.tsx';
import styles from './comparison.module.css';
import type { ComparisonAddress } from './comparison-address.ts';
import { ComparisonHead } from './comparison-head.tsx';
import { ComparisonRowView } from './comparison-row.tsx';
import { Inspector } from './inspector.tsx';
import { type ComparisonRow, prepareComparison } from './prepare-comparison.ts';
import { useComparedRuns, useProbeSet, useRecordedEpochs, useSampleCosts } from './use-comparison-data.ts';
import { usePrefetchedNeighbours } from './use-prefetched-neighbours.ts';

const rowOrders = ['listed', 'cost'] as const;

/** Runs as rows, the same samples as columns. */
export function ComparePage({ address }: { readonly address: ComparisonAddress }) {
  const { runs, baselines, varying, sweeps, leftOut, unknown } = useComparedRuns(address);
  const view = usePictureView();
  const [rowOrder, setRowOrder] = useQueryState('rows', parseAsStringLiteral(rowOrders).withDefault('listed'));
  const everyone = useMemo(() => [...baselines, ...runs], [baselines, runs]);
  const recorded = useRecordedEpochs(everyone);
  const probeSetId = everyone.map(({ id }) => recorded.get(id)?.[0]?.probeSet).find((id) => id !== undefined) ?? null;
  const { data: probeSet } = useProbeSet(probeSetId);
  const comparison = useMemo(
    () => prepareComparison({ runs, baselines, varying, recorded, epoch: view.epoch, rows: rowOrder, sampleShape: probeSet?.sampleShape }),
    [runs, baselines, varying, recorded, view.epoch, rowOrder, probeSet],
  );
  const rows = [...comparison.baselines, ...comparison.runs];
  const costs = useSampleCosts(rows);
  usePrefetchedNeighbours(comparison, recorded);
  const originalsLayout = useMemo(() => probeSet && { ...probeSet, columns: probeSet.atlasColumns }, [probeSet]);
  const { data: originals } = useAtlas(probeSet === undefined ? null : probeSetUrl(probeSet.id), originalsLayout);
  const samples = probeSet?.indices.length ?? 0;
  const order = useMemo(
    () =>
      view.samples === 'worst'
        ? worstFirst(
            comparison.runs.flatMap(({ run }) => [costs.get(run.id) ?? []]),
            samples,
          )
        : probeOrder(samples),
    [view.samples, comparison.runs, costs, samples],
  );
  const decimals = commonDecimals(rows.map(({ shown }) => shown?.meanCost ?? null));
  const [point, setPoint] = useState<{ readonly row: ComparisonRow; readonly sample: number } | null>(null);
  const size = sampleSize(probeSet?.sampleShape ?? [28, 28]);
  const notes = [
    ...(leftOut > 0
      ? [`${formatNumberOf(leftOut, 'run')} left out: at most ${runs.length} fit on this page. Select fewer on the sweep’s page.`]
      : []),
    ...(unknown.length > 0 ? [`Not found: ${unknown.join(', ')}.`] : []),
    ...(comparison.elsewhere.length > 0 ? [`Recorded on other samples, so not shown here: ${comparison.elsewhere.join(', ')}.`] : []),
  ];

  return (
    <main className={styles.page}>
      <PageHeader
        crumbs={[{ href: '/', label: 'Sweeps' }, ...sweeps.map(({ id, name }) => ({ href: `/sweeps/${id}` as Route, label: name }))]}
        title={`Compare ${formatNumberOf(runs.length, 'run')}`}
      />
      <div className={styles.controls}>
        {comparison.epochs.length > 0 && (
          <EpochSlider
            epochs={comparison.epochs}
            epoch={comparison.epoch}
            onChange={(epoch) => void view.setView({ epoch: epoch === comparison.epochs.at(-1) ? null : epoch })}
          />
        )}
        <PictureControls view={view} />
        <Choice
          label="Rows"
          values={rowOrders}
          value={rowOrder}
          onChange={(value) => void setRowOrder(value)}
          words={{ listed: 'as listed', cost: 'by cost' }}
        />
        {probeSet !== undefined && <ColourLegend map={view.map} showing={view.show} low={probeSet.low} high={probeSet.high} />}
      </div>
      {notes.map((note) => (
        <p key={note} className={styles.notes}>
          {note}
        </p>
      ))}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached from the keyboard */}
      <section className={styles.matrix} aria-label="Samples by run" tabIndex={0}>
        <div className={styles.content}>
          <ComparisonHead originals={originals} labels={probeSet?.labels ?? null} order={order} size={size} view={view} />
          {rows.map((row) => (
            <ComparisonRowView
              key={row.run.id}
              row={row}
              costs={costs.get(row.run.id)}
              rival={row.run.kind === 'run' ? costs.get(rivalOf(row.run, baselines)?.id ?? '') : undefined}
              decimals={decimals}
              originals={originals}
              order={order}
              size={size}
              view={view}
              onPoint={setPoint}
            />
          ))}
          {rows.every(({ shown, isLoading }) => shown === null && !isLoading) && (
            <p className={styles.empty}>Nothing is reconstructed yet. The first pictures come when a run’s first epoch ends.</p>
          )}
        </div>
      </section>
      {point !== null && (
        <Inspector
          row={point.row}
          sample={point.sample}
          cost={costs.get(point.row.run.id)?.[point.sample]}
          originals={originals}
          size={size}
          map={view.map}
          testIndex={probeSet?.indices[point.sample]}
          labelOfSample={probeSet?.labels?.[point.sample]}
        />
      )}
    </main>
  );
}
