'use client';

import { parameterTitle, runLabel } from '@hourglass/model/parameters';
import { formatParameter, numberedLabel, pcaOfSameSize, shortRunLabel } from '@hourglass/presentation';
import { namedEpochs } from '@hourglass/sweeps/metrics';
import { cellModeNames } from '#components/pictures/cell-modes.ts';
import { EpochSlider, type EpochSliderProps } from '#components/pictures/epoch-slider.tsx';
import { PictureControls } from '#components/pictures/picture-controls.tsx';
import { sampleCell } from '#components/pictures/sample-cell.ts';
import { ScaleLegend } from '#components/pictures/scale-legend.tsx';
import type { PictureView } from '#components/pictures/use-picture-view.ts';
import { usePicturesLoading } from '#components/pictures/use-pictures-loading.ts';
import { Choice } from '#components/ui/choice.tsx';
import { hint } from '#components/ui/hint.ts';
import { Select } from '#components/ui/select.tsx';
import { sampleOrderNames, sampleOrderWords } from '#lib/sample-order.ts';
import styles from './compare-controls.module.css';
import { LabelFilter } from './label-filter.tsx';
import { alignments, positionText } from './prepare-timeline.ts';
import { rowMeasures, rowMeasureWords } from './row-order.ts';
import type { Comparison } from './use-comparison.ts';
import { worstCount } from './use-comparison-data.ts';
import type { ComparisonView } from './use-comparison-view.ts';

export interface CompareControlsProps {
  readonly comparison: Comparison;
  readonly view: ComparisonView;
  readonly pictureView: PictureView;
  /** Swaps the pictures of blink mode manually. */
  readonly onSwap: () => void;
}

/** Controls of the compare page. The first bar sets epoch and picture mode; the second selects samples and rows. */
export function CompareControls({ comparison, view, pictureView, onSwap }: CompareControlsProps) {
  const { timeline, columns, varying, runs } = comparison;
  const { setLayout } = view;
  const drawn = columns === null ? 'gray' : sampleCell(columns.probeSet, 1).kind;
  const modes = cellModeNames.filter((mode) => mode !== 'spread' || view.seeds === 'mean' || pictureView.show === 'spread');
  return (
    <div className={styles.controls}>
      <div className={styles.line}>
        {view.tests !== '' && (
          <>
            <span className={styles.still}>Reconstructed in this page from each run’s</span>
            <Choice
              label="Checkpoint"
              values={namedEpochs}
              value={view.align === 'best' ? 'best' : 'last'}
              onChange={(at) => void setLayout({ align: at === 'best' ? 'best' : 'epoch', picked: [], only: false, open: null })}
            />
          </>
        )}
        {view.tests === '' && timeline.positions.length > 0 && (
          <LoadingSlider
            label={timeline.alignment === 'epoch' ? 'Epoch' : 'Training'}
            positions={timeline.positions}
            position={timeline.position}
            textOf={(position) => positionText(timeline, position)}
            marks={bestMarks(comparison)}
            onChange={(next) => {
              const value = next === timeline.positions.at(-1) ? null : next;
              void (timeline.alignment === 'epoch' ? pictureView.setView({ epoch: value }) : setLayout({ progress: value }));
            }}
          />
        )}
        {view.tests === '' && (
          <Choice
            label="Align by"
            values={alignments.filter((each) => each !== 'fraction' || timeline.hasLengths || view.align === each)}
            value={view.align}
            onChange={(align) => void setLayout({ align })}
            words={{ fraction: 'fraction of training', best: 'best epoch' }}
          />
        )}
        <PictureControls view={pictureView} modes={modes} drawn={drawn} onSwap={onSwap} />
        {columns !== null && (
          <ScaleLegend
            map={pictureView.map}
            mode={pictureView.show}
            drawn={drawn}
            low={columns.probeSet.low}
            high={columns.probeSet.high}
          />
        )}
        {comparison.wantsExact && <span className={styles.still}>{exactness(comparison)}</span>}
      </div>
      <div className={styles.line}>
        <SampleControls comparison={comparison} view={view} pictureView={pictureView} />
        <Select
          label="Reference"
          values={['', ...runs.map(({ id }) => id)]}
          value={view.reference}
          onChange={(reference) => void setLayout({ reference })}
          words={{
            '': pcaOfSameSize,
            ...Object.fromEntries(runs.map((run) => [run.id, numberedLabel(runLabel(run, varying), run.number)])),
          }}
        />
        <Select
          label="Rows"
          values={rowKeys(varying)}
          value={view.rows}
          onChange={(rows) => void setLayout({ rows })}
          words={{ listed: 'as listed', ...rowMeasureWords, ...titles(varying) }}
        />
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={view.descending}
          aria-label="Descending"
          {...hint(view.descending ? 'highest first' : 'lowest first')}
          onClick={() => void setLayout({ descending: !view.descending })}
        >
          {view.descending ? '↓' : '↑'}
        </button>
        {varying.length > 0 && (
          <Select
            label="Group"
            values={['', ...varying]}
            value={view.group}
            onChange={(group) => void setLayout({ group })}
            words={{ '': 'none', ...titles(varying) }}
          />
        )}
        {varying.includes('seed') && (
          <Choice
            label="Seeds"
            values={['each', 'mean']}
            value={view.seeds}
            onChange={(seeds) => void setLayout({ seeds })}
            words={{ mean: 'mean ± s.d. over seeds' }}
          />
        )}
      </div>
    </div>
  );
}

/** The best epoch of each run, if runs are aligned by epoch and few enough to tell the marks apart. */
function bestMarks({ timeline, runs }: Comparison): NonNullable<EpochSliderProps['marks']> {
  if (timeline.alignment !== 'epoch' || runs.length > maxMarks) return [];
  const marked = runs.flatMap((run) => (run.bestEpoch === null ? [] : [{ epoch: run.bestEpoch, label: shortRunLabel(run) }]));
  return [...Map.groupBy(marked, ({ epoch }) => epoch)].map(([position, ofEpoch]) => ({
    position,
    title: `Best epoch of ${ofEpoch.map(({ label }) => label).join(', ')}: ${position}`,
  }));
}

const maxMarks = 8;

/** A separate component, so that loading progress re-renders only the slider. */
function LoadingSlider(props: Omit<EpochSliderProps, 'isLoading'>) {
  return <EpochSlider {...props} isLoading={usePicturesLoading()} />;
}

function SampleControls({ comparison, view, pictureView }: Omit<CompareControlsProps, 'onSwap'>) {
  const { columns, runs, baselines, varying } = comparison;
  const finished = [...runs, ...baselines].filter(({ state }) => state === 'complete');
  const numbered = new Map(
    finished.map((run) => [run.id, `worst ${worstCount} tests of ${numberedLabel(runLabel(run, varying), run.number)}`]),
  );
  return (
    <>
      <Select
        label="Samples"
        values={['', ...numbered.keys()]}
        value={view.tests}
        onChange={(tests) => void view.setLayout({ tests, picked: [], only: false, open: null })}
        words={{ '': 'probe set', ...Object.fromEntries(numbered) }}
      />
      <Select
        label="Order"
        values={sampleOrderNames}
        value={pictureView.samples}
        onChange={(samples) => void pictureView.setView({ samples })}
        words={{ ...sampleOrderWords, ...(view.tests === '' ? {} : { probe: 'as in that run' }) }}
      />
      {columns?.labels != null && (
        <LabelFilter
          labels={columns.labels}
          classes={columns.probeSet.classes}
          chosen={view.labels}
          onChange={(labels) => void view.setLayout({ labels })}
        />
      )}
      {view.picked.length > 0 && (
        <span className={styles.picked}>
          <button
            type="button"
            className={styles.toggle}
            aria-pressed={view.only}
            onClick={() => void view.setLayout({ only: !view.only })}
          >
            only the {view.picked.length} picked
          </button>
          <button type="button" className={styles.toggle} onClick={() => void view.setLayout({ picked: [], only: false })}>
            pick none
          </button>
        </span>
      )}
    </>
  );
}

function rowKeys(varying: readonly string[]): readonly string[] {
  return ['listed', ...rowMeasures, ...varying];
}

function titles(varying: readonly string[]): Record<string, string> {
  return Object.fromEntries(varying.map((key) => [key, parameterTitle(key)]));
}

/** Describes the precision of the values behind differences. */
function exactness({ columns, rows, timeline }: Comparison): string {
  if (columns === null || columns.worstOf !== null) return 'from exact values';
  const inPictures = rows.filter(({ members }) =>
    members.some(({ run, shown }) => shown !== null && !(run.state === 'complete' && run.lastReconstructionEpoch === shown.epoch)),
  ).length;
  if (inPictures === 0) return 'from exact values';
  const step = (columns.probeSet.high - columns.probeSet.low) / 255;
  const share = inPictures === rows.length ? 'from' : `${inPictures} of ${rows.length} rows from`;
  const atEnd = timeline.position === timeline.positions.at(-1) ? '' : '; exact after the last epoch';
  return `${share} 8-bit pictures (steps of ${formatParameter(step, 2)})${atEnd}`;
}
