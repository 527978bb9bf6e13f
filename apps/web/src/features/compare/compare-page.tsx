'use client';

import { formatNumberOf } from '@hourglass/presentation';
import type { Route } from 'next';
import { useMemo } from 'react';
import { GoneNotice } from '#components/gone/gone-notice.tsx';
import { cellModeNames } from '#components/pictures/cell-modes.ts';
import { useLook } from '#components/pictures/use-look.ts';
import { usePictureView } from '#components/pictures/use-picture-view.ts';
import { PageHeader } from '#components/ui/page-header.tsx';
import { usePageActions } from '#lib/page-actions.ts';
import { CellViewer } from './cell-viewer.tsx';
import { CompareControls } from './compare-controls.tsx';
import styles from './compare-page.module.css';
import type { ComparisonAddress } from './comparison-address.ts';
import { ExportMenu } from './export-menu.tsx';
import { Matrix } from './matrix.tsx';
import { openedCell, openText, toggled } from './opened-cell.ts';
import { prepareCompareActions } from './prepare-compare-actions.ts';
import { useComparison } from './use-comparison.ts';
import { useGoneSweep } from './use-comparison-data.ts';
import { useComparisonView } from './use-comparison-view.ts';
import { useOpenedCell } from './use-opened-cell.ts';
import { usePrefetchedNeighbours } from './use-prefetched-neighbours.ts';

/** Page that compares runs: one row per run, one column per sample. */
export function ComparePage({ address }: { readonly address: ComparisonAddress }) {
  const gone = useGoneSweep(address);
  if (gone !== null) return <GoneNotice noun="sweep" name={gone.name} back={{ href: '/', label: 'All sweeps' }} />;
  return <ComparedRuns address={address} />;
}

function ComparedRuns({ address }: { readonly address: ComparisonAddress }) {
  const view = useComparisonView();
  const pictureView = usePictureView();
  const comparison = useComparison(address, view, pictureView);
  const { look, swap } = useLook(pictureView);
  usePrefetchedNeighbours(comparison);
  const { rows, runs, sweeps, notes, pins, columns } = comparison;
  const open = useOpenedCell(view);
  const opened = openedCell(view.open, rows);
  const { varying } = comparison;
  const { show, samples, setView } = pictureView;
  const { align, seeds, group, setLayout } = view;
  const chosenPins = view.pins;
  usePageActions(
    useMemo(
      () =>
        prepareCompareActions({
          ...{ varying, show, samples, modes: cellModeNames.filter((mode) => mode !== 'spread' || seeds === 'mean') },
          view: { align, seeds, group, pins: chosenPins },
          setPictures: (change) => void setView(change),
          setLayout: (change) => void setLayout(change),
        }),
      [varying, show, samples, align, seeds, group, chosenPins, setView, setLayout],
    ),
  );
  const isEmpty = rows.every(({ members, isLoading }) => !isLoading && members.every(({ shown }) => shown === null));

  return (
    <main className={styles.page}>
      <PageHeader
        crumbs={[{ href: '/', label: 'Sweeps' }, ...sweeps.map(({ id, name }) => ({ href: `/sweeps/${id}` as Route, label: name }))]}
        isLow
        title={
          runs.length > 0
            ? `Compare ${formatNumberOf(runs.length, 'run')}`
            : `Compare ${formatNumberOf(comparison.baselines.length, 'baseline')}`
        }
        actions={columns === null ? undefined : <ExportMenu comparison={comparison} look={look} />}
      />
      <CompareControls comparison={comparison} view={view} pictureView={pictureView} onSwap={swap} />
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      <div className={styles.body}>
        {isEmpty ? (
          <p className={styles.empty}>No reconstructions yet. The first appear when a run’s first epoch ends.</p>
        ) : (
          <Matrix
            comparison={comparison}
            look={look}
            scale={pictureView.scale}
            picked={view.picked}
            onPick={(sample) => void view.setLayout({ picked: toggled(view.picked, sample) })}
            onPin={({ key }) => void view.setLayout({ pins: toggled([...pins], key) })}
            onOpen={(row, sample) => open.show(openText(row, sample))}
            onSwipe={(share) => void pictureView.setView({ blend: Math.round(share * 100) })}
          />
        )}
        {opened !== null && columns !== null && (
          <CellViewer
            opened={opened}
            comparison={comparison}
            look={look}
            onOpen={(row, sample) => open.show(openText(row, sample))}
            onClose={open.close}
          />
        )}
      </div>
    </main>
  );
}
