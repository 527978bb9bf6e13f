'use client';

import { exportName, messageOf } from '@hourglass/presentation';
import { type FigureKind, figureTable } from '@hourglass/sweeps/figures';
import { type ReactNode, useState } from 'react';
import type { Look } from '#components/pictures/paint.ts';
import { SizeChoice } from '#components/pictures/size-choice.tsx';
import type { PictureView } from '#components/pictures/use-picture-view.ts';
import buttons from '#components/ui/button.module.css';
import { Modal } from '#components/ui/modal.tsx';
import { saveFile } from '#lib/save-file.ts';
import { FigureGrid } from './figure-grid.tsx';
import styles from './run-figures.module.css';
import type { CodeFigure, FigureProbes, FigureRun } from './use-code-figures.ts';
import { useFigureExport } from './use-figure-export.ts';

export interface OpenedFigureProps {
  readonly kind: FigureKind;
  /** The run's figure, and that of the run beside it. */
  readonly shown: readonly { readonly run: FigureRun; readonly figure: CodeFigure }[];
  readonly probeSet: FigureProbes;
  readonly look: Look;
  readonly view: PictureView;
  readonly onClose: () => void;
  /** Selects the run beside it. */
  readonly children: ReactNode;
}

/** A figure at a chosen size, beside that of another run, with its export. */
export function OpenedFigure({ kind, shown, probeSet, look, view, onClose, children }: OpenedFigureProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const draw = useFigureExport(shown, probeSet, look);
  const save = async () => {
    try {
      saveFile(
        exportName({ kind: 'figure', which: kind, of: shown.length === 1 ? (shown[0]?.run.id ?? null) : null }, 'png'),
        await draw(),
      );
      setProblem(null);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Modal label={figureTable[kind].title} onClose={onClose} isWide>
      <div className={styles.opened}>
        <div className={styles.caption}>
          <h2>{figureTable[kind].title}</h2>
          {children}
          <SizeChoice view={view} />
          <span className={styles.tools}>
            <button type="button" className={buttons.plain} onClick={() => void save()}>
              Save PNG
            </button>
            <button type="button" className={buttons.plain} onClick={onClose}>
              Close
            </button>
          </span>
        </div>
        {problem !== null && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <div className={styles.pair}>
          {shown.map((each) => (
            <FigureGrid key={each.run.id} {...each} probeSet={probeSet} look={look} size={view.scale} isNamed={shown.length > 1} />
          ))}
        </div>
      </div>
    </Modal>
  );
}
