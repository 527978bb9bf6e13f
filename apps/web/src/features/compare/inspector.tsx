'use client';

import { formatCost, formatCount } from '#lib/format.ts';
import type { Atlas, SampleSize } from '../reconstructions/atlas.ts';
import type { ColourMap } from '../reconstructions/colour-maps.ts';
import { SampleStrip } from '../reconstructions/sample-strip.tsx';
import { useAtlas } from '../reconstructions/use-atlas.ts';
import styles from './comparison.module.css';
import type { ComparisonRow } from './prepare-comparison.ts';

export interface InspectorProps {
  readonly row: ComparisonRow;
  readonly sample: number;
  readonly cost: number | null | undefined;
  readonly originals: Atlas | undefined;
  readonly size: SampleSize;
  readonly map: ColourMap;
  /** Place of the sample among the test samples, and its label. */
  readonly testIndex: number | undefined;
  readonly labelOfSample: number | undefined;
}

/** About so many screen pixels are wide enough to see single values. */
const paneWidth = 112;

/** The sample under the pointer, large: as it is, as it came back, and what is between the two. */
export function Inspector({ row, sample, cost, originals, size, map, testIndex, labelOfSample }: InspectorProps) {
  const { data: atlas } = useAtlas(row.shown?.url ?? null, row.shown?.layout);
  const scale = Math.max(1, Math.round(paneWidth / size.width));
  const shared = { map, order: [sample], scale, sampleWidth: size.width, sampleHeight: size.height };
  const panes = [
    { title: 'original', atlas: originals, originals: null },
    { title: 'reconstruction', atlas, originals: null },
    { title: 'difference', atlas: originals === undefined ? undefined : atlas, originals: originals ?? null },
  ];
  return (
    <aside className={styles.inspector} aria-hidden="true">
      <span>
        {row.label} · test sample {testIndex === undefined ? '–' : formatCount(testIndex)}
        {labelOfSample === undefined ? '' : ` · label ${labelOfSample}`} · cost{' '}
        <strong>{cost === undefined ? '…' : formatCost(cost)}</strong>
      </span>
      <span className={styles.panes}>
        {panes.map(({ title, ...pane }) => (
          <figure key={title} className={styles.pane}>
            <SampleStrip {...shared} {...pane} label={title} />
            <figcaption>{title}</figcaption>
          </figure>
        ))}
      </span>
    </aside>
  );
}
