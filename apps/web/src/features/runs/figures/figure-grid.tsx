'use client';

import { figureTable } from '@hourglass/sweeps/figures';
import { type PointerEvent, useMemo, useRef, useState } from 'react';
import type { Look } from '#components/pictures/paint.ts';
import { sampleCell } from '#components/pictures/sample-cell.ts';
import { hairline, SampleStrip } from '#components/pictures/sample-strip.tsx';
import { useIsNear } from '#lib/use-is-near.ts';
import styles from './figure-grid.module.css';
import { cellText, type DrawnRow, isGenerated, prepareCodeFigure } from './prepare-code-figure.ts';
import { type CodeFigure, type FigureProbes, type FigureRun, probeNames, useFigurePictures } from './use-code-figures.ts';

export interface FigureGridProps {
  readonly run: FigureRun;
  readonly figure: CodeFigure;
  readonly probeSet: FigureProbes;
  readonly look: Look;
  /** Size of samples, from 1. */
  readonly size: number;
  /** Whether the run is named above. */
  readonly isNamed: boolean;
}

/** The cells of one run's figure, row by row, with axes or with what each row shows. Pointing at a cell names its code. */
export function FigureGrid({ run, figure, probeSet, look, size, isNamed }: FigureGridProps) {
  const { layout } = figure;
  const { source, originals, error } = useFigurePictures(run, figure, probeSet);
  const frame = useRef<HTMLDivElement>(null);
  const isNear = useIsNear(frame);
  const [pointed, setPointed] = useState<string | null>(null);
  const cell = useMemo(() => sampleCell(probeSet, size), [probeSet, size]);
  const drawn = useMemo(() => prepareCodeFigure(layout, probeNames(probeSet)), [layout, probeSet]);
  const { title } = figureTable[figure.kind];
  const point = (row: number) => (event: PointerEvent<HTMLElement>) => {
    const column = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left) / (cell.width + hairline));
    setPointed(column >= 0 && column < layout.columns ? cellText(layout, row, column) : null);
  };
  const strip = { look, cell, isNear };

  return (
    <div ref={frame} className={styles.figure}>
      {isNamed && <h4>{run.name}</h4>}
      {error !== null && (
        <p role="alert" className={styles.problem}>
          {error.message}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container must be reachable by keyboard */}
      <div className={styles.scroller} tabIndex={0}>
        <div className={styles.grid} style={{ rowGap: layout.down === null && !isGenerated(layout) ? 6 : hairline }}>
          {drawn.down !== null && (
            <span className={styles.down} style={{ gridRow: `1 / span ${drawn.rows.length}` }}>
              <span>{drawn.down.from}</span>
              <span className={styles.vertical}>{drawn.down.title}</span>
              <span>{drawn.down.to}</span>
            </span>
          )}
          {drawn.rows.map((row, index) => (
            <div key={row.samples[0]} className={styles.row} style={{ gridRow: index + 1 }}>
              {row.label !== '' && <RowLabel row={row} />}
              {row.probes !== null && (
                <SampleStrip {...strip} source={originals} order={[row.probes[0]]} label={`Original before ${row.label}`} />
              )}
              {row.ends !== null && <span className={styles.end}>{row.ends[0]}</span>}
              {/* Pointing repeats for the eye what the labels say. */}
              <span className={styles.cells} onPointerMove={point(index)} onPointerLeave={() => setPointed(null)}>
                <SampleStrip {...strip} source={source} order={row.samples} label={`${title} ${row.label}`.trim()} />
              </span>
              {row.probes !== null && (
                <SampleStrip {...strip} source={originals} order={[row.probes[1]]} label={`Original after ${row.label}`} />
              )}
              {row.ends !== null && <span className={styles.end}>{row.ends[1]}</span>}
            </div>
          ))}
          {drawn.across !== null && (
            <span className={styles.across} style={{ gridRow: drawn.rows.length + 1 }}>
              <span>{drawn.across.from}</span>
              <span>{drawn.across.title}</span>
              <span>{drawn.across.to}</span>
            </span>
          )}
        </div>
      </div>
      <p className={styles.readout} aria-live="off">
        {pointed ?? '\u00a0'}
      </p>
    </div>
  );
}

function RowLabel({ row: { label, detail } }: { readonly row: DrawnRow }) {
  return (
    <span className={styles.label}>
      {label}
      {detail !== '' && <small>{detail}</small>}
    </span>
  );
}
