'use client';

import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { SweepCharts } from '#components/charts/sweep-charts.tsx';
import { Choice } from '#components/ui/choice.tsx';
import type { RunRow } from '#wire/run-row.ts';
import type { RelationsProps } from './relations/relations.tsx';
import styles from './sweep-looks.module.css';

const looks = ['curves', 'relations'] as const;

/** Loaded when the user opens the view, to keep the page's bundle small. */
const Relations = dynamic(() => import('./relations/relations.tsx'), {
  ssr: false,
  loading: () => <p className={styles.loading}>Loading…</p>,
});

export interface SweepLooksProps extends RelationsProps {
  /** The runs whose curves are drawn. */
  readonly drawn: readonly RunRow[];
  /** Drawn as a line at its best cost; null for none. */
  readonly reference: RunRow | null;
}

/** Switches between two views of a sweep: the curves of the selected runs, and the relations between parameters and costs. */
export function SweepLooks({ drawn, reference, ...relations }: SweepLooksProps) {
  const [look, setLook] = useQueryState('look', parseAsStringLiteral(looks).withDefault('curves'));
  const { baselines, labels, constants } = relations;
  return (
    <>
      <div className={styles.bar}>
        <Choice label="Look at" values={looks} value={look} onChange={(next) => void setLook(next)} />
      </div>
      {look === 'curves' ? (
        <SweepCharts runs={drawn} baselines={baselines} labels={labels} constants={constants} reference={reference} />
      ) : (
        <Relations {...relations} />
      )}
    </>
  );
}
