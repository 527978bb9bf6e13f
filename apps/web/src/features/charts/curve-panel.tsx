'use client';

import { useId, useMemo, useState } from 'react';
import { ChartControls } from './chart-controls.tsx';
import { ChartFigure, type CurveFigure } from './chart-figure.tsx';
import styles from './chart-row.module.css';
import { CurveLegend } from './curve-legend.tsx';
import { moveRange, type Range } from './move-range.ts';
import type { ChartView } from './use-chart-view.ts';

export interface CurvePanelProps {
  readonly label: string;
  readonly view: ChartView;
  /** All that there is along the axis. */
  readonly whole: Range;
  readonly figures: readonly CurveFigure[];
  readonly hasSeeds: boolean;
}

/** Charts over one axis: zoomed, pointed at and highlighted together, with one legend. */
export function CurvePanel({ label, view, whole, figures, hasSeeds }: CurvePanelProps) {
  const sync = useId();
  const [place, setPlace] = useState<number | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  // While fingers move the axis, what is there moves with them; finer curves are asked for when they have come to rest.
  const [moving, setMoving] = useState<Range | null>(null);
  const { pin } = view;
  const highlight = useMemo(() => new Set(hovered === null ? pin : [...pin, hovered]), [pin, hovered]);
  const plans = figures.map(({ plan }) => plan);
  const hasLegend = plans.some(({ lines }) => lines.filter(({ isFaint }) => !isFaint).length > 1);
  return (
    <section aria-label={label} className={styles.section}>
      <ChartControls view={view} hasSeeds={hasSeeds} hasLegend={hasLegend} />
      <div className={styles.row}>
        {figures.map((figure) => (
          <ChartFigure
            key={figure.title}
            figure={
              moving === null ? figure : { ...figure, plan: { ...figure.plan, x: { ...figure.plan.x, min: moving.from, max: moving.to } } }
            }
            whole={whole}
            height={view.height}
            highlight={highlight}
            sync={sync}
            isZoomed={view.range !== null}
            onZoom={view.setRange}
            onMove={(move) => setMoving((before) => moveRange(before ?? view.range ?? whole, whole, move) ?? whole)}
            onRest={() => {
              if (moving === null) return;
              view.setRange(moving.from === whole.from && moving.to === whole.to ? null : moving);
              setMoving(null);
            }}
            onPlace={setPlace}
            onResize={(height) => view.set({ height })}
          />
        ))}
      </div>
      {hasLegend && (
        <CurveLegend figures={figures} kind={view.legend} place={place} pinned={pin} onHover={setHovered} onPin={view.togglePin} />
      )}
    </section>
  );
}
