'use client';

import Link from 'next/link';
import type { PointerEvent } from 'react';
import { StateMark } from '#components/ui/state-mark.tsx';
import { formatFixed } from '#lib/format.ts';
import type { Atlas, SampleSize } from '../reconstructions/atlas.ts';
import { type Costs, SampleCosts } from '../reconstructions/sample-costs.tsx';
import { hairline, SampleStrip } from '../reconstructions/sample-strip.tsx';
import { useAtlas } from '../reconstructions/use-atlas.ts';
import type { PictureView } from '../reconstructions/use-picture-view.ts';
import { RunSwatch } from '../runs/run-swatch.tsx';
import styles from './comparison.module.css';
import type { ComparisonRow } from './prepare-comparison.ts';

export interface ComparisonRowProps {
  readonly row: ComparisonRow;
  readonly costs: Costs | undefined;
  /** Those of PCA with as many numbers. */
  readonly rival: Costs | undefined;
  readonly decimals: number;
  readonly originals: Atlas | undefined;
  readonly order: readonly number[];
  readonly size: SampleSize;
  readonly view: PictureView;
  /** The sample under the pointer, null where there is none. */
  readonly onPoint: (point: { readonly row: ComparisonRow; readonly sample: number } | null) => void;
}

/** One run: who it is on the left, its samples and their costs to the right. */
export function ComparisonRowView({ row, costs, rival, decimals, originals, order, size, view, onPoint }: ComparisonRowProps) {
  const { run, label, shown, mark } = row;
  const { data: atlas, error } = useAtlas(shown?.url ?? null, shown?.layout);
  const isDifference = view.show === 'difference';
  const cellWidth = size.width * view.scale;
  const onPointerMove = (event: PointerEvent) => {
    const place = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left) / (cellWidth + hairline));
    const sample = order[place];
    onPoint(sample === undefined ? null : { row, sample });
  };
  return (
    <section className={run.kind === 'baseline' ? styles.baseline : styles.row} aria-label={label}>
      <header className={styles.label}>
        <span className={styles.name}>
          <RunSwatch index={run.index} />
          <Link href={{ pathname: `/runs/${run.id}` }} prefetch={false}>
            {run.index === null ? '' : `#${run.index + 1} `}
            {label}
          </Link>
        </span>
        <span className={styles.facts}>
          {shown !== null && (
            <span title={`Mean cost over ${shown.samples} probe samples, ± standard deviation`}>
              <strong>{formatFixed(shown.meanCost, decimals)}</strong> ± {formatFixed(shown.costDeviation, decimals)}
            </span>
          )}
          {run.state !== 'complete' && <StateMark state={run.state} />}
        </span>
        {mark !== null && <span className={styles.mark}>{mark}</span>}
        {error !== null && <span className={styles.problem}>{error.message}</span>}
      </header>
      {shown !== null && (
        <div className={styles.cells} onPointerMove={onPointerMove} onPointerDown={onPointerMove} onPointerLeave={() => onPoint(null)}>
          <SampleStrip
            atlas={isDifference && originals === undefined ? undefined : atlas}
            originals={isDifference ? (originals ?? null) : null}
            map={view.map}
            order={order}
            scale={view.scale}
            label={`${isDifference ? 'Differences' : 'Reconstructions'} of ${label}`}
            sampleWidth={size.width}
            sampleHeight={size.height}
          />
          <SampleCosts costs={costs} order={order} cellWidth={cellWidth} decimals={decimals} rival={rival} />
        </div>
      )}
    </section>
  );
}
