'use client';

import { colourMaps } from '@hourglass/presentation/colour-maps';
import { Choice } from '#components/ui/choice.tsx';
import { Range } from '#components/ui/range.tsx';
import { Select } from '#components/ui/select.tsx';
import { type CellModeName, cellModes } from './cell-modes.ts';
import { colourScales, takesMap } from './colour-scales.ts';
import styles from './picture-controls.module.css';
import type { SampleCell } from './sample-cell.ts';
import { SizeChoice } from './size-choice.tsx';
import type { PictureView } from './use-picture-view.ts';

export interface PictureControlsProps {
  readonly view: PictureView;
  /** Those that make sense here. */
  readonly modes: readonly CellModeName[];
  /** How samples are drawn: only gray pictures and one number for each pixel have colours to choose. */
  readonly drawn: SampleCell['kind'];
  /** Toggles a blink by hand. */
  readonly onSwap: () => void;
}

/** What is shown of each sample, in which colours and how large. */
export function PictureControls({ view, modes, drawn, onSwap }: PictureControlsProps) {
  const { setView, show } = view;
  return (
    <>
      <Select
        label="Show"
        values={modes}
        value={show}
        onChange={(mode) => void setView({ show: mode })}
        words={Object.fromEntries(modes.map((mode) => [mode, cellModes[mode].word]))}
      />
      {(show === 'onion' || show === 'swipe') && (
        <Range
          label={show === 'onion' ? 'Opacity' : 'Swipe'}
          min={0}
          max={100}
          value={view.blend}
          onChange={(blend) => void setView({ blend })}
          valueText={`${view.blend} percent reconstruction`}
        >
          {view.blend}%
        </Range>
      )}
      {show === 'blink' && (
        <button type="button" className={styles.swap} onClick={onSwap}>
          Swap
        </button>
      )}
      {drawn !== 'plot' && takesMap(colourScales[cellModes[show].scale], drawn === 'colour') && (
        <Choice label="Colours" values={colourMaps} value={view.map} onChange={(map) => void setView({ map })} />
      )}
      <SizeChoice view={view} />
    </>
  );
}
