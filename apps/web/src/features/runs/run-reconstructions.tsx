'use client';

import { rankingText } from '@hourglass/model/metrics';
import { commonDecimals, formatCount, formatFixed, shortRunLabel, spreadMeaning } from '@hourglass/presentation';
import { type ReactNode, type RefObject, useMemo, useRef } from 'react';
import { cellModeNames, cellModes } from '#components/pictures/cell-modes.ts';
import { EpochSlider } from '#components/pictures/epoch-slider.tsx';
import { PictureControls } from '#components/pictures/picture-controls.tsx';
import { usualSamples } from '#components/pictures/pictures.ts';
import { sampleCell } from '#components/pictures/sample-cell.ts';
import { SampleCosts } from '#components/pictures/sample-costs.tsx';
import { hairline, SampleStrip } from '#components/pictures/sample-strip.tsx';
import { ScaleLegend } from '#components/pictures/scale-legend.tsx';
import { useLook } from '#components/pictures/use-look.ts';
import { usePictureView } from '#components/pictures/use-picture-view.ts';
import { Choice } from '#components/ui/choice.tsx';
import { rankingOf } from '#lib/ranking-of.ts';
import { byLabel, probeOrder, sampleOrderNames, sampleOrderWords, worstFirst } from '#lib/sample-order.ts';
import { useIsNear } from '#lib/use-is-near.ts';
import { useWidth } from '#lib/use-width.ts';
import styles from './run-reconstructions.module.css';
import { type ShownRun, useNeighbours, useRecordedSamples, useRunPictures } from './use-run-pictures.ts';

export interface RunReconstructionsProps {
  readonly run: ShownRun;
  /** What its costs and gains are compared with. */
  readonly reference: (ShownRun & Parameters<typeof shortRunLabel>[0]) | undefined;
  /** Selects what it is compared with. */
  readonly children: ReactNode;
}

/** A single run has no spread over seeds. */
const modes = cellModeNames.filter((mode) => mode !== 'spread');
const orders = sampleOrderNames.filter((order) => order !== 'disagreement');

/** Originals above the run's reconstructions, with an epoch slider. */
export function RunReconstructions({ run, reference, children }: RunReconstructionsProps) {
  const view = usePictureView();
  const { look, swap } = useLook(view);
  const { recorded, shown, epochs, probeSet, costs, referenceCosts } = useRecordedSamples(run, reference, view.epoch);
  const { source, originals, error, requestAt } = useRunPictures({ run, reference, shown, probeSet, mode: view.show });
  useNeighbours(epochs, shown?.epoch, requestAt);
  const frame = useRef<HTMLDivElement>(null);
  const cell = useMemo(() => sampleCell(probeSet ?? usualSamples, view.scale), [probeSet, view.scale]);
  const perRow = usePerRow(frame, cell.width);
  const samples = probeSet?.indices.length ?? 0;
  const order = useMemo(() => {
    if (view.samples === 'worst') return worstFirst([costs ?? []], samples);
    return view.samples === 'label' ? byLabel(probeSet?.labels ?? null, samples) : probeOrder(samples);
  }, [view.samples, costs, samples, probeSet]);
  const decimals = commonDecimals([shown?.meanCost ?? null]);
  const originalLook = useMemo(() => ({ ...look, mode: 'reconstruction' as const }), [look]);

  return (
    <section className={styles.section} aria-label="Reconstructions">
      <div className={styles.caption}>
        <h2>Reconstructions</h2>
        {shown !== undefined && (
          <span className={styles.soft}>
            originals above
            {referenceCosts === undefined || reference === undefined
              ? ''
              : `, costs in green if lower than those of ${shortRunLabel(reference)}`}{' '}
            · mean probe cost <strong>{formatFixed(shown.meanCost, decimals)}</strong> ± {formatFixed(shown.costDeviation, decimals)} (
            {spreadMeaning({ count: shown.samples, over: 'sample' })})
            {shown.clippedPixels > 0 && ` · ${formatCount(shown.clippedPixels)} values outside the range of the pictures`}
            {cellModes[view.show].wantsExact &&
              source !== null &&
              ` · ${source.members[0]?.isExact ? 'exact values' : 'from 8-bit pictures'}`}
          </span>
        )}
      </div>
      <div className={styles.controls}>
        {shown !== undefined && run.kind === 'run' && (
          <EpochSlider
            label="Epoch"
            positions={epochs}
            position={shown.epoch}
            textOf={String}
            marks={
              run.bestEpoch === null
                ? []
                : [{ position: run.bestEpoch, title: `Best epoch ${run.bestEpoch}: ${rankingText(rankingOf(run))}` }]
            }
            onChange={(next) => void view.setView({ epoch: next === epochs.at(-1) ? null : next })}
          />
        )}
        <PictureControls view={view} modes={modes} drawn={cell.kind} onSwap={swap} />
        <Choice
          label="Samples"
          values={orders}
          value={view.samples}
          onChange={(chosen) => void view.setView({ samples: chosen })}
          words={sampleOrderWords}
        />
        {children}
        {shown !== undefined && <ScaleLegend map={view.map} mode={view.show} drawn={cell.kind} low={shown.low} high={shown.high} />}
      </div>
      <div ref={frame} className={styles.blocks}>
        {error !== null && (
          <p role="alert" className={styles.problem}>
            {error.message}
          </p>
        )}
        {recorded !== undefined && shown === undefined && (
          <p className={styles.soft}>
            {run.state === 'waiting' || run.state === 'running'
              ? 'The first reconstructions appear when the first epoch ends.'
              : 'No reconstructions were recorded.'}
          </p>
        )}
        {chunks(order, perRow).map((part) => (
          <Block key={part[0]}>
            {(isNear) => (
              <>
                <SampleStrip cell={cell} source={originals} look={originalLook} order={part} label="Original samples" isNear={isNear} />
                <SampleStrip cell={cell} source={source} look={look} order={part} label={cellModes[view.show].title} isNear={isNear} />
                <SampleCosts
                  costs={costs}
                  order={part}
                  cellWidth={cell.width}
                  decimals={decimals}
                  reference={referenceCosts}
                  asGain={view.show === 'gain'}
                />
              </>
            )}
          </Block>
        ))}
      </div>
    </section>
  );
}

/** A row of samples that fits the width. It keeps its pixels only while it is near the viewport. */
function Block({ children }: { readonly children: (isNear: boolean) => ReactNode }) {
  const block = useRef<HTMLDivElement>(null);
  const isNear = useIsNear(block);
  return (
    <div ref={block} className={styles.block}>
      {children(isNear)}
    </div>
  );
}

/** Width assumed before the page is measured, in pixels. */
const assumedWidth = 960;

function usePerRow(frame: RefObject<HTMLElement | null>, cellWidth: number): number {
  const width = useWidth(frame) ?? assumedWidth;
  return Math.max(1, Math.floor((width + hairline) / (cellWidth + hairline)));
}

function chunks(values: readonly number[], length: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(values.length / length) }, (_, index) => values.slice(index * length, (index + 1) * length));
}
