'use client';

import { type KeyboardEvent, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useThemeVersion } from '#components/theme/theme-colours.ts';
import { useGestures } from '#lib/use-gestures.ts';
import type { ChartPlan } from './chart-plan.ts';
import { moveRange, type Range } from './move-range.ts';
import styles from './plot.module.css';
import { type Pointer, plotOptions } from './plot-options.ts';
import { prepareKeyMove } from './prepare-key-move.ts';

export interface PlotProps {
  readonly plan: ChartPlan;
  readonly height: number;
  /** Text description of the chart. */
  readonly label: string;
  /** Highlighted lines. */
  readonly highlight: ReadonlySet<string>;
  /** Charts with the same name share their crosshair. */
  readonly sync: string;
  /** The whole range of the axis. */
  readonly whole: Range;
  readonly onZoom: (range: Range | null) => void;
  /** Called when keys, touch or a trackpad move the axis, with a function from the current range to the next. */
  readonly onMove: (next: (shown: Range) => Range | null) => void;
  /** Where in the plot the pointer is; null where it is elsewhere. */
  readonly onPoint: (at: Pointer | null) => void;
}

/** Draws a plan. Drag or pinch to zoom, double-click to reset; keys do the same while the chart has the focus. */
export function Plot({ plan, height, label, highlight, sync, whole, onZoom, onMove, onPoint }: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ plan, height, highlight, onZoom, onPoint });
  latest.current = { plan, height, highlight, onZoom, onPoint };
  // Options that uPlot cannot change after construction.
  const structure = JSON.stringify([plan.x.title, plan.y.isLog, useThemeVersion()]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot is made when the structure changes; new values go into the old one
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let wasPointed = false;
    const options = plotOptions(element, {
      plan: () => latest.current.plan,
      highlight: () => latest.current.highlight,
      onZoom: (range) => latest.current.onZoom(range),
      onPoint: (at) => {
        if (at === null && !wasPointed) return;
        wasPointed = at !== null;
        latest.current.onPoint(at);
      },
      sync,
    });
    const created = new uPlot({ ...options, width: element.clientWidth, height }, emptyData, element);
    plot.current = created;
    const observer = new ResizeObserver(() => created.setSize({ width: element.clientWidth, height: latest.current.height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      created.destroy();
      plot.current = null;
    };
  }, [structure, sync]);

  useEffect(() => {
    plot.current?.setSize({ width: host.current?.clientWidth ?? 0, height });
  }, [height]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot reads the latest plan itself
  useEffect(() => {
    plot.current?.setData(emptyData);
    // The width of the labels may have changed.
    plot.current?.redraw(false, true);
  }, [plan]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot reads the latest highlight itself
  useEffect(() => {
    plot.current?.redraw(false);
  }, [highlight]);

  const { min: from, max: to } = plan.x;
  const isZoomed = from > whole.from || to < whole.to;
  useGestures(host, {
    area: (element) => plot.current?.over ?? element,
    // The wheel scrolls the page, as a finger does.
    wants: (input) => input === 'sideways' && isZoomed,
    onGesture: ({ from, to, factor }) => onMove((shown) => moveRange(shown, whole, { from: from.x, to: to.x, factor })),
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moveByKey = prepareKeyMove(event.key);
    if (moveByKey === undefined) return;
    event.preventDefault();
    onMove((shown) => moveByKey(shown, whole));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a chart is no part of a form
    <div
      className={styles.frame}
      style={{ height }}
      role="group"
      aria-roledescription="chart"
      aria-label={label}
      aria-keyshortcuts="+ - ArrowLeft ArrowRight 0 Escape"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys zoom what has the focus
      tabIndex={0}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onZoom(null)}
    >
      <div ref={host} className={styles.host} role="img" aria-label={label} />
    </div>
  );
}

/** The curves are drawn from the plan, but uPlot requires a table. */
const emptyData: uPlot.AlignedData = [
  [0, 1],
  [null, null],
];
