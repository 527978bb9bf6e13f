import { spreadMeaning } from '@hourglass/presentation';
import { memo, useMemo } from 'react';
import type { CellSource, Look } from '#components/pictures/paint.ts';
import type { SampleCell } from '#components/pictures/sample-cell.ts';
import { hairline, SampleStrip } from '#components/pictures/sample-strip.tsx';
import { hint } from '#components/ui/hint.ts';
import { nameOf } from './columns.ts';
import styles from './matrix.module.css';
import type { MatrixLayout } from './matrix-layout.ts';
import { type Comparison, referenceName } from './use-comparison.ts';

export interface MatrixHeadProps {
  readonly comparison: Comparison;
  readonly layout: MatrixLayout;
  readonly look: Look;
  readonly cell: SampleCell;
  readonly originals: CellSource | null;
  /** Visible samples, and the distance of the first one from the first column. */
  readonly visible: readonly number[];
  readonly left: number;
  readonly picked: readonly number[];
  readonly onPick: (sample: number) => void;
  readonly error: string | null;
}

/** Row of original samples. It stays visible and uses the same colour scale as the rows below. Memoized, because drawing is expensive. */
export const MatrixHead = memo(function MatrixHead(props: MatrixHeadProps) {
  const { comparison, layout, cell, originals, visible, left, picked, onPick, error } = props;
  const { columns } = comparison;
  const look = useMemo((): Look => ({ ...props.look, mode: 'reconstruction' }), [props.look]);
  return (
    <section className={styles.head} style={{ height: layout.headHeight }} aria-label="Originals">
      {!layout.isNarrow && (
        <header className={styles.label}>
          <strong>Originals</strong>
          {error === null ? (
            <span className={styles.soft}>
              cost per sample, {spreadWords(comparison)};{' '}
              <span className={styles.better}>lower than {referenceName(comparison.reference)}</span>
            </span>
          ) : (
            <span className={styles.problem}>{error}</span>
          )}
        </header>
      )}
      <div className={styles.cells}>
        <div className={styles.seen} style={{ marginLeft: left }}>
          <div
            className={styles.picks}
            style={{ gridTemplateColumns: `repeat(${visible.length}, ${layout.cellWidth}px)`, columnGap: hairline }}
          >
            {visible.map((each) => {
              const row = columns?.testRows[each];
              const label = columns === null ? null : nameOf(columns, each);
              return (
                <button
                  key={each}
                  type="button"
                  aria-pressed={picked.includes(each)}
                  {...hint(`test sample ${row ?? ''}${label === null ? '' : `, label ${label}`}`)}
                  onClick={() => onPick(each)}
                >
                  {label ?? row}
                </button>
              );
            })}
          </div>
          <SampleStrip source={originals} look={look} order={visible} cell={cell} label="Original samples" />
        </div>
      </div>
    </section>
  );
});

/** `mean ± s.d. over 100 samples`; the number of seeds differs between rows, which state it. */
function spreadWords({ over, counted, columns }: Comparison): string {
  return over === 'seed'
    ? 'mean ± s.d. over seeds'
    : `mean ± ${spreadMeaning({ count: counted?.length ?? columns?.testRows.length ?? 0, over })}`;
}
