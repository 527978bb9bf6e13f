'use client';

import { useId, useMemo, useState } from 'react';
import { ChartControls } from './chart-controls.tsx';
import { ChartFigure, type CurveFigure } from './chart-figure.tsx';
import styles from './chart-row.module.css';
import { CurveLegend } from './curve-legend.tsx';
import type { ChartView } from './use-chart-view.ts';

export interface CurvePanelProps {
  readonly label: string;
  readonly view: ChartView;
  readonly figures: readonly CurveFigure[];
  readonly hasSeeds: boolean;
}

/** Charts over one axis: zoomed, pointed at and highlighted together, with one legend. */
export function CurvePanel({ label, view, figures, hasSeeds }: CurvePanelProps) {
  const sync = useId();
  const [place, setPlace] = useState<number | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
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
            figure={figure}
            height={view.height}
            highlight={highlight}
            sync={sync}
            isZoomed={view.range !== null}
            onZoom={view.setRange}
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
