'use client';

import { useId, useMemo, useState } from 'react';
import { ChartControls } from './chart-controls.tsx';
import { ChartFigure, type CurveFigure } from './chart-figure.tsx';
import styles from './chart-row.module.css';
import { CurveLegend } from './curve-legend.tsx';
import type { Range } from './move-range.ts';
import { prepareChart } from './prepare-chart.ts';
import { prepareLegend } from './prepare-values.ts';
import type { ChartView } from './use-chart-view.ts';
import { useMovedRange } from './use-moved-range.ts';

export interface CurvePanelProps {
  readonly label: string;
  readonly view: ChartView;
  /** The whole range of the axis. */
  readonly whole: Range;
  /** A constant number of charts; an unchanged chart stays the same object. */
  readonly figures: readonly CurveFigure[];
  readonly hasSeeds: boolean;
  /** Names of the metrics that can be drawn. */
  readonly metrics?: readonly string[];
}

/** Charts with one axis: zoom, crosshair, highlight and legend are shared. */
export function CurvePanel({ label, view, whole, figures, hasSeeds, metrics = [] }: CurvePanelProps) {
  const sync = useId();
  const [position, setPosition] = useState<number | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const { shown, move, settle } = useMovedRange(view.range, whole, view.setRange);
  const { pin, x: unit, isLog, clip, fit } = view;
  const highlight = useMemo(() => new Set(hovered === null ? pin : [...pin, hovered]), [pin, hovered]);
  const charts = figures.map(({ chart }) => chart);
  const { from, to } = shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each chart by itself, as the list is new every time
  const plans = useMemo(
    () => charts.map((chart) => prepareChart({ ...chart, unit, range: { from, to }, isLog, isClipped: clip, fitsAll: fit === 'all' })),
    [...charts, unit, from, to, isLog, clip, fit],
  );
  const entries = useMemo(() => prepareLegend(plans), [plans]);
  const hasLegend = entries.length > 1;
  return (
    <section aria-label={label} className={styles.section}>
      <ChartControls view={view} hasSeeds={hasSeeds} hasLegend={hasLegend} metrics={metrics} />
      <div className={styles.row}>
        {plans.map((plan, index) => {
          const figure = figures[index];
          return (
            figure !== undefined && (
              <ChartFigure
                key={figure.title}
                figure={figure}
                plan={plan}
                whole={whole}
                height={view.height}
                highlight={highlight}
                sync={sync}
                isZoomed={view.range !== null}
                fit={fit}
                onFit={(next) => view.set({ fit: next })}
                onLinear={() => view.set({ y: 'linear' })}
                onZoom={settle}
                onMove={move}
                onHover={setPosition}
                onResize={(height) => view.set({ height })}
              />
            )
          );
        })}
      </div>
      {hasLegend && (
        <CurveLegend
          {...{ entries, plans, position }}
          titles={figures.map(({ title }) => title)}
          kind={view.legend}
          pinned={pin}
          onHover={setHovered}
          onPin={view.togglePin}
        />
      )}
    </section>
  );
}
