'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { commonDecimals, formatCount, formatFixed } from '#lib/format.ts';
import { useTRPC } from '#lib/trpc.ts';
import { useWidth } from '#lib/use-width.ts';
import type { RunRow } from '../runs/server/run-row.ts';
import { type AtlasLayout, sampleSize } from './atlas.ts';
import { ColourLegend } from './colour-legend.tsx';
import { EpochSlider } from './epoch-slider.tsx';
import { PictureControls } from './picture-controls.tsx';
import styles from './run-reconstructions.module.css';
import { SampleCosts } from './sample-costs.tsx';
import { epochFor, probeOrder, worstFirst } from './sample-order.ts';
import { hairline, SampleStrip } from './sample-strip.tsx';
import { atlasUrl, probeSetUrl } from './urls.ts';
import { prefetchAtlas, useAtlas } from './use-atlas.ts';
import { usePictureView } from './use-picture-view.ts';

export interface RunReconstructionsProps {
  readonly run: Pick<RunRow, 'id' | 'kind' | 'attempt' | 'state'>;
  /** PCA with as many numbers. */
  readonly rival: Pick<RunRow, 'id' | 'lastReconstructionEpoch'> | undefined;
}

/** Originals above what a run makes of them, epoch by epoch. */
export function RunReconstructions({ run, rival }: RunReconstructionsProps) {
  const trpc = useTRPC();
  const view = usePictureView();
  const { data: recorded } = useQuery(trpc.reconstructions.list.queryOptions({ run: run.id }));
  const epochs = useMemo(() => (recorded ?? []).map(({ epoch }) => epoch), [recorded]);
  const epoch = epochFor(epochs, view.epoch ?? Number.POSITIVE_INFINITY);
  const shown = recorded?.find((each) => each.epoch === epoch);
  const { data: probeSet } = useQuery({
    ...trpc.reconstructions.probeSet.queryOptions({ id: shown?.probeSet ?? '' }),
    enabled: shown !== undefined,
  });
  const { data: costs } = useQuery({
    ...trpc.reconstructions.costs.queryOptions({ run: run.id, epoch: epoch ?? 0 }),
    enabled: epoch !== undefined,
    placeholderData: (before) => before,
  });
  const { data: rivalCosts } = useQuery({
    ...trpc.reconstructions.costs.queryOptions({ run: rival?.id ?? '', epoch: rival?.lastReconstructionEpoch ?? 0 }),
    enabled: rival !== undefined && rival.lastReconstructionEpoch !== null,
  });
  const layout = useMemo(
    (): AtlasLayout | undefined =>
      shown && probeSet && { columns: shown.atlasColumns, sampleShape: probeSet.sampleShape, low: shown.low, high: shown.high },
    [shown, probeSet],
  );
  const originalsLayout = useMemo(() => probeSet && { ...probeSet, columns: probeSet.atlasColumns }, [probeSet]);
  const { data: atlas, error } = useAtlas(epoch === undefined ? null : atlasUrl(run.id, epoch, run.attempt), layout);
  const { data: originals } = useAtlas(probeSet === undefined ? null : probeSetUrl(probeSet.id), originalsLayout);
  useNeighbours(run, epochs, epoch, layout);
  const frame = useRef<HTMLDivElement>(null);
  const size = sampleSize(probeSet?.sampleShape ?? [28, 28]);
  const cellWidth = size.width * view.scale;
  const perRow = usePerRow(frame, cellWidth);
  const samples = probeSet?.indices.length ?? 0;
  const order = useMemo(
    () => (view.samples === 'worst' ? worstFirst([costs ?? []], samples) : probeOrder(samples)),
    [view.samples, costs, samples],
  );
  const decimals = commonDecimals([shown?.meanCost ?? null]);
  const isDifference = view.show === 'difference';

  return (
    <section className={styles.section} aria-label="Reconstructions">
      <div className={styles.caption}>
        <h2>Reconstructions</h2>
        {shown !== undefined && (
          <span className={styles.soft}>
            originals above{rivalCosts === undefined ? '' : ', costs in green where PCA’s is higher'} · mean probe cost{' '}
            <strong>{formatFixed(shown.meanCost, decimals)}</strong> ± {formatFixed(shown.costDeviation, decimals)} (n = {shown.samples})
            {shown.clippedPixels > 0 && ` · ${formatCount(shown.clippedPixels)} pixels outside the range of colours`}
          </span>
        )}
      </div>
      <div className={styles.controls}>
        {epoch !== undefined && run.kind === 'run' && (
          <EpochSlider
            epochs={epochs}
            epoch={epoch}
            onChange={(next) => void view.setView({ epoch: next === epochs.at(-1) ? null : next })}
          />
        )}
        <PictureControls view={view} />
        {shown !== undefined && <ColourLegend map={view.map} showing={view.show} low={shown.low} high={shown.high} />}
      </div>
      <div ref={frame} className={styles.blocks}>
        {error !== null && (
          <p role="alert" className={styles.problem}>
            {error.message}
          </p>
        )}
        {recorded !== undefined && epoch === undefined && (
          <p className={styles.soft}>
            {run.state === 'waiting' || run.state === 'running'
              ? 'The first pictures come when the first epoch ends.'
              : 'No picture was recorded.'}
          </p>
        )}
        {chunks(order, perRow).map((part) => (
          <div key={part[0]} className={styles.block}>
            <SampleStrip
              {...{ map: view.map, order: part, scale: view.scale, sampleWidth: size.width, sampleHeight: size.height }}
              atlas={originals}
              originals={null}
              label="Original samples"
            />
            <SampleStrip
              {...{ map: view.map, order: part, scale: view.scale, sampleWidth: size.width, sampleHeight: size.height }}
              atlas={isDifference && originals === undefined ? undefined : atlas}
              originals={isDifference ? (originals ?? null) : null}
              label={isDifference ? 'Differences' : 'Reconstructions'}
            />
            <SampleCosts costs={costs} order={part} cellWidth={cellWidth} decimals={decimals} rival={rivalCosts} />
          </div>
        ))}
      </div>
    </section>
  );
}

/** Before the page is measured it is taken to be this wide. */
const assumedWidth = 960;

function usePerRow(frame: RefObject<HTMLElement | null>, cellWidth: number): number {
  const width = useWidth(frame) ?? assumedWidth;
  const fitting = Math.max(1, Math.floor((width + hairline) / (cellWidth + hairline)));
  // Whole tens, as the probe set is made, where there is room for them.
  return fitting > 10 ? fitting - (fitting % 10) : fitting;
}

function useNeighbours(
  run: Pick<RunRow, 'id' | 'attempt'>,
  epochs: readonly number[],
  epoch: number | undefined,
  layout: AtlasLayout | undefined,
): void {
  const queryClient = useQueryClient();
  const { id, attempt } = run;
  useEffect(() => {
    if (epoch === undefined || layout === undefined) return;
    const index = epochs.indexOf(epoch);
    for (const neighbour of [epochs[index - 1], epochs[index + 1]]) {
      if (neighbour !== undefined) prefetchAtlas(queryClient, atlasUrl(id, neighbour, attempt), layout);
    }
  }, [queryClient, id, attempt, epochs, epoch, layout]);
}

function chunks(values: readonly number[], length: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(values.length / length) }, (_, index) => values.slice(index * length, (index + 1) * length));
}
