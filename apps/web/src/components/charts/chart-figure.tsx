'use client';

import { formatNumberOf } from '@hourglass/presentation';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './chart-figure.module.css';
import type { ChartPlan } from './chart-plan.ts';
import { Plot, type PlotProps } from './plot.tsx';
import type { CurveChart } from './prepare-chart.ts';

export interface CurveFigure {
  readonly title: string;
  /** The quantity and its unit. */
  readonly subtitle: ReactNode;
  readonly chart: CurveChart;
  readonly isLoading?: boolean;
  readonly error?: { readonly message: string } | null;
  /** Text of the empty state. */
  readonly empty: string;
}

export interface ChartFigureProps extends Pick<PlotProps, 'height' | 'highlight' | 'sync' | 'whole' | 'onZoom' | 'onMove' | 'onPlace'> {
  readonly figure: CurveFigure;
  readonly plan: ChartPlan;
  readonly isZoomed: boolean;
  readonly onResize: (height: number) => void;
}

/** A chart with its title, resizable by its lower edge. The loading, empty and error states have the same size. */
export function ChartFigure({ figure, plan, isZoomed, onResize, ...plot }: ChartFigureProps) {
  const { title, subtitle, isLoading = false, error = null, empty } = figure;
  const { height, onZoom } = plot;
  const hasPoints = plan.lines.some(({ y }) => y.length > 0);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <h2>{title}</h2>
        <span className={styles.subtitle}>{subtitle}</span>
        {plan.y.clipped > 0 && <span className={styles.subtitle}>· {formatNumberOf(plan.y.clipped, 'value')} off the axis</span>}
        {isZoomed && (
          <button type="button" className={styles.whole} onClick={() => onZoom(null)}>
            Show the whole
          </button>
        )}
      </figcaption>
      <Resizable height={height} onResize={onResize}>
        {error !== null ? (
          <p className={styles.note} role="alert">
            {error.message}
          </p>
        ) : hasPoints ? (
          <div className={isLoading ? styles.loading : undefined}>
            <Plot {...plot} plan={plan} label={`${title}, ${plan.x.title} on the horizontal axis`} />
          </div>
        ) : (
          <p className={styles.note}>{isLoading ? '' : empty}</p>
        )}
      </Resizable>
    </figure>
  );
}

interface ResizableProps {
  readonly height: number;
  readonly onResize: (height: number) => void;
  readonly children: ReactNode;
}

function Resizable({ height, onResize, children }: ResizableProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef({ height, onResize });
  latest.current = { height, onResize };
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const asked = element.clientHeight;
      if (asked > 0 && Math.abs(asked - latest.current.height) > 1) latest.current.onResize(asked);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} className={styles.resizable} style={{ height }}>
      {children}
    </div>
  );
}
