'use client';

import { type FigureKind, figureKinds, figureTable } from '@hourglass/sweeps/figures';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { type ReactNode, useRef } from 'react';
import { sampleCell } from '#components/pictures/sample-cell.ts';
import { hairline } from '#components/pictures/sample-strip.tsx';
import { ScaleLegend } from '#components/pictures/scale-legend.tsx';
import { useLook } from '#components/pictures/use-look.ts';
import { usePictureView } from '#components/pictures/use-picture-view.ts';
import buttons from '#components/ui/button.module.css';
import { useWidth } from '#lib/use-width.ts';
import { FigureGrid } from './figure-grid.tsx';
import { OpenedFigure } from './opened-figure.tsx';
import { conditionText, fittingSize, groupFigures } from './prepare-code-figure.ts';
import styles from './run-figures.module.css';
import { type FigureProbes, type FigureRun, hasEnded, probeNames, useCodeFigures, useFigureProbes } from './use-code-figures.ts';

export interface RunFiguresProps {
  readonly run: FigureRun;
  /** A run whose figures stand beside; null for none. */
  readonly other: FigureRun | null;
  /** Selects it. */
  readonly children: ReactNode;
}

/** What the decoder makes of chosen codes, as recorded at the end of the run: a section for each figure that the code has. */
export function RunFigures({ run, other, children }: RunFiguresProps) {
  const figures = useCodeFigures(run);
  const otherFigures = useCodeFigures(other);
  const probeSet = useFigureProbes(figures?.[0]);
  const [opened, setOpened] = useQueryState('figure', parseAsStringLiteral(figureKinds));
  const view = usePictureView();
  const { look } = useLook({ ...view, show: 'reconstruction' });
  const frame = useRef<HTMLElement>(null);
  const width = useWidth(frame) ?? 0;
  const isShown = hasEnded(run);
  const shown = (kind: FigureKind) => [
    ...pair(
      run,
      figures?.find((figure) => figure.kind === kind),
    ),
    ...(other === null
      ? []
      : pair(
          other,
          otherFigures?.find((figure) => figure.kind === kind),
        )),
  ];

  return (
    <section ref={frame} className={styles.section} aria-label="Figures of the code">
      <div className={styles.caption}>
        <h2>Figures of the code</h2>
        {figures?.[0] !== undefined && <span className={styles.soft}>decoded after epoch {figures[0].epoch}</span>}
        {children}
        {figures?.[0] !== undefined && probeSet !== undefined && (
          <ScaleLegend map={view.map} mode="reconstruction" drawn={sampleCell(probeSet, 1).kind} {...rangeOf(figures[0])} />
        )}
      </div>
      {!isShown && <p className={styles.soft}>They are recorded when the run completes.</p>}
      {isShown && figures?.length === 0 && (
        <p className={styles.soft}>None were recorded: an earlier version trained this run, or its codes were not finite.</p>
      )}
      {probeSet !== undefined &&
        groupFigures(figures ?? []).map((group) => (
          <div key={group[0]?.kind} className={styles.group}>
            {group.map(({ kind, layout }) => (
              <figure key={kind} className={styles.figure} aria-label={figureTable[kind].title}>
                <figcaption className={styles.caption}>
                  <h3>{figureTable[kind].title}</h3>
                  <button type="button" className={buttons.plain} onClick={() => void setOpened(kind)}>
                    Open
                  </button>
                  <span className={styles.about}>
                    {figureTable[kind].about}
                    {run.hasCondition && ` ${conditionText(layout, probeNames(probeSet))}`}
                  </span>
                </figcaption>
                <div className={styles.pair}>
                  {shown(kind).map((each, _, all) => (
                    <FigureGrid
                      key={each.run.id}
                      {...each}
                      probeSet={probeSet}
                      look={look}
                      size={fittingSize(each.figure.layout, view.scale, {
                        width: width / all.length / group.length,
                        widthAt: cellWidthAt(probeSet),
                      })}
                      isNamed={all.length > 1}
                    />
                  ))}
                </div>
              </figure>
            ))}
          </div>
        ))}
      {opened !== null && probeSet !== undefined && shown(opened).length > 0 && (
        <OpenedFigure kind={opened} shown={shown(opened)} probeSet={probeSet} look={look} view={view} onClose={() => void setOpened(null)}>
          {children}
        </OpenedFigure>
      )}
    </section>
  );
}

function pair<Figure>(run: FigureRun, figure: Figure | undefined): readonly { readonly run: FigureRun; readonly figure: Figure }[] {
  return figure === undefined ? [] : [{ run, figure }];
}

function cellWidthAt(probeSet: FigureProbes): (size: number) => number {
  return (size) => sampleCell(probeSet, size).width + hairline;
}

function rangeOf({ low, high }: { readonly low: number; readonly high: number }) {
  return { low, high };
}
