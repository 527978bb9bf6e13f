'use client';

import { dataShapeOf, isPlotted, type PictureSize } from '@hourglass/datasets/data-kind';
import { formatFixed, formatParameter } from '@hourglass/presentation';
import { plotGrid, plotIndex } from '@hourglass/presentation/sample-plot';
import { useEffect, useRef, useState } from 'react';
import { cellModes } from '#components/pictures/cell-modes.ts';
import { costOfPictures } from '#components/pictures/cost-of-pictures.ts';
import type { CellSource, Look } from '#components/pictures/paint.ts';
import { type Pictures, sampleSize, usualSamples, valueAt } from '#components/pictures/pictures.ts';
import { hint } from '#components/ui/hint.ts';
import type { Position } from '#lib/gesture.ts';
import { useWidth } from '#lib/use-width.ts';
import styles from './cell-viewer.module.css';
import { nameOf } from './columns.ts';
import type { OpenedCell } from './opened-cell.ts';
import type { ComparisonRow } from './row.ts';
import { sampleCosts } from './row-cost.ts';
import type { Comparison } from './use-comparison.ts';
import { useSampleCosts } from './use-comparison-data.ts';
import { useOriginals, useRowPictures } from './use-row-pictures.ts';
import { ViewerPane } from './viewer-pane.tsx';
import { type Viewport, valueUnder, wholeSample, zoomAt } from './viewport.ts';

export interface CellViewerProps {
  readonly opened: OpenedCell;
  readonly comparison: Comparison;
  readonly look: Look;
  readonly onOpen: (row: ComparisonRow, sample: number) => void;
  readonly onClose: () => void;
}

const center = { x: 0.5, y: 0.5 };
const keyStep = 1.5;
const gap = 16;
const padding = 24;
/** Height of the text above and below the panes, in pixels. */
const linesHeight = 130;
const maxPaneWidth = 480;
const narrowest = 640;

/** Enlarged view of one cell: original, reconstruction and their difference, with a shared viewport. */
export function CellViewer({ opened, comparison, look, onOpen, onClose }: CellViewerProps) {
  const { row, sample } = opened;
  const { columns, order, rows } = comparison;
  const third = ['absolute', 'gain', 'spread'].includes(look.mode) ? look.mode : 'difference';
  const viewed = { ...comparison, wantsExact: true, needsReference: third === 'gain' };
  const { originals } = useOriginals(viewed);
  const { source, error } = useRowPictures(row, originals, viewed);
  const cost = sampleCosts(row, useSampleCosts(row.members, columns))?.[sample];
  // Show the cost of the drawn pixels beside the recorded cost, so that users can check that they agree. Rows of several seeds have no
  // single cost to compare.
  const drawn = source !== null && source.members.length === 1 ? costOfPictures(source, sample) : null;
  const [viewport, setViewport] = useState<Viewport>(wholeSample);
  const [pointed, setPointed] = useState<Position | null>(null);
  const frame = useRef<HTMLElement>(null);
  const width = useWidth(frame) ?? 1200;
  const perLine = width < narrowest ? 2 : 3;
  const samples = columns?.probeSet ?? usualSamples;
  const size = sampleSize(samples);
  const isPlot = isPlotted(dataShapeOf(samples));
  const fitting = Math.floor((width - 2 * padding - (perLine - 1) * gap) / perLine);
  const highest = perLine === 3 && !isPlot ? (((frame.current?.clientHeight ?? 700) - linesHeight) * size.width) / size.height : fitting;
  const paneWidth = Math.max(96, Math.min(maxPaneWidth, fitting, Math.floor(highest)));
  const step = (rowsBy: number, samplesBy: number) => {
    const nextRow = rows[rows.findIndex(({ key }) => key === row.key) + rowsBy];
    const nextSample = order[order.indexOf(sample) + samplesBy];
    if (nextRow !== undefined && nextSample !== undefined) onOpen(nextRow, nextSample);
  };
  const zoomBy = (factor: number) => setViewport((before) => zoomAt(before, center, factor));
  useKeys([
    ['Escape', onClose],
    ['ArrowUp', () => step(-1, 0)],
    ['ArrowDown', () => step(1, 0)],
    ['Shift+ArrowLeft', () => step(0, -1)],
    ['Shift+ArrowRight', () => step(0, 1)],
    ['+', () => zoomBy(keyStep)],
    ['-', () => zoomBy(1 / keyStep)],
    ['0', () => setViewport(wholeSample)],
  ]);
  const panes = [
    { title: 'original', source: originals, look: { ...look, mode: 'reconstruction' as const } },
    { title: row.kind === 'seeds' ? 'mean reconstruction' : 'reconstruction', source, look: { ...look, mode: 'reconstruction' as const } },
    { title: cellModes[third].word, source, look: { ...look, mode: third } },
  ];
  const label = columns === null ? null : nameOf(columns, sample);

  return (
    <section ref={frame} className={styles.viewer} aria-label={`Sample of ${row.label}`}>
      <header className={styles.bar}>
        <h2>{row.label}</h2>
        <span className={styles.facts}>
          test sample {columns?.testRows[sample]}
          {label === null ? '' : `, label ${label}`} · recorded cost{' '}
          <strong>{cost === undefined ? '…' : formatFixed(cost, comparison.decimals)}</strong>
          {drawn !== null && ` · displayed cost ${formatFixed(drawn, comparison.decimals)}`}
          {row.mark === null ? '' : ` · ${row.mark}`}
        </span>
        <span className={styles.steps}>
          <button type="button" onClick={() => step(0, -1)}>
            ← sample
          </button>
          <button type="button" onClick={() => step(0, 1)}>
            sample →
          </button>
          <button type="button" onClick={() => step(-1, 0)}>
            ↑ row
          </button>
          <button type="button" onClick={() => step(1, 0)}>
            row ↓
          </button>
          <button type="button" aria-label="Zoom out" onClick={() => zoomBy(1 / keyStep)}>
            −
          </button>
          <button type="button" {...hint('Show all')} onClick={() => setViewport(wholeSample)} disabled={viewport.zoom === 1}>
            {formatParameter(viewport.zoom, 2)}×
          </button>
          <button type="button" aria-label="Zoom in" onClick={() => zoomBy(keyStep)}>
            +
          </button>
          <button type="button" onClick={onClose}>
            Close
          </button>
        </span>
      </header>
      {error !== null && (
        <p role="alert" className={styles.problem}>
          {error.message}
        </p>
      )}
      <div className={styles.panes}>
        {panes.map((pane) => (
          <ViewerPane
            key={pane.title}
            {...pane}
            sample={sample}
            size={size}
            isPlot={isPlot}
            width={paneWidth}
            viewport={viewport}
            onViewport={setViewport}
            pointed={pointed}
            onPoint={setPointed}
          />
        ))}
      </div>
      <p className={styles.readout} aria-live="off">
        {readout({ source, sample, size, isPlot, viewport, pointed })}
      </p>
    </section>
  );
}

interface ReadoutInput {
  readonly source: CellSource | null;
  readonly sample: number;
  readonly size: PictureSize;
  readonly isPlot: boolean;
  readonly viewport: Viewport;
  readonly pointed: Position | null;
}

/** The values under the pointer, with their precision. */
function readout({ source, sample, size, isPlot, viewport, pointed }: ReadoutInput): string {
  const [first] = source?.members ?? [];
  const originals = source?.originals ?? null;
  if (source === null || originals === null || first === undefined) return 'Loading …';
  const kind = source.members.every(({ isExact }) => isExact)
    ? 'exact values'
    : `from an 8-bit picture, steps of ${formatParameter(first.unit, 2)}`;
  if (pointed === null)
    return `Point at a value to read it (${kind}). The wheel or a pinch zooms, dragging moves, a double click shows all.`;
  const { length, strips } = plotGrid(size);
  const { column, row } = valueUnder(viewport, pointed, isPlot ? { width: length, height: strips } : size);
  const inSample = isPlot ? plotIndex({ strips }, column, row) : row * size.width + column;
  const pixel = sample * size.width * size.height + inSample;
  const values = Array.from({ length: size.channels }, (_, channel) => valuesAt({ ...source, originals }, pixel * size.channels + channel));
  const inGrid = isPlot ? `step ${column + 1}, channel ${row + 1}` : `row ${row + 1}, column ${column + 1}`;
  const where = size.height === 1 ? `value ${column + 1}` : inGrid;
  const list = (of: keyof ReturnType<typeof valuesAt>) => values.map((value) => value[of]).join(', ');
  const channels = size.channels === 1 ? '' : ` · ${channelNames.slice(0, size.channels).join(', ')}`;
  return `${where}${channels} · original ${list('original')} · reconstruction ${list('reconstruction')} · difference ${list('difference')} (${kind})`;
}

const channelNames = ['red', 'green', 'blue', 'opacity'];

/** One value of a sample, as text. */
function valuesAt({ members, originals }: CellSource & { readonly originals: Pictures }, index: number) {
  const original = valueAt(originals, index);
  const reconstruction = members.reduce((sum, member) => sum + valueAt(member, index), 0) / members.length;
  const difference = reconstruction - original;
  return {
    original: formatFixed(original, 4),
    reconstruction: formatFixed(reconstruction, 4),
    difference: `${difference > 0 ? '+' : ''}${formatFixed(difference, 4)}`,
  };
}

/** Global keyboard shortcuts; ignored while a focused element handles the key itself. */
function useKeys(actions: readonly (readonly [key: string, action: () => void])[]): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.target instanceof Element && event.target.closest('input, select, textarea') !== null && event.key !== 'Escape') return;
      const isArrow = event.key.startsWith('Arrow');
      const pressed = event.shiftKey && isArrow ? `Shift+${event.key}` : event.key;
      const found = latest.current.find(([key]) => key === pressed);
      if (found === undefined) return;
      event.preventDefault();
      found[1]();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
