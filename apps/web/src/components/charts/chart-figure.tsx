'use client';

import { formatNumberOf } from '@hourglass/presentation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import buttons from '#components/ui/button.module.css';
import styles from './chart-figure.module.css';
import type { ChartPlan } from './chart-plan.ts';
import { Plot, type PlotProps } from './plot.tsx';
import type { Pointer } from './plot-options.ts';
import type { CurveChart } from './prepare-chart.ts';
import { Readout } from './readout.tsx';
import type { ChartView } from './use-chart-view.ts';

export interface CurveFigure {
  readonly title: string;
  /** The quantity and its unit. */
  readonly subtitle: ReactNode;
  readonly chart: CurveChart;
  readonly isLoading?: boolean;
  readonly error?: { readonly message: string } | null;
  /** Why the chart is empty, as a sentence. */
  readonly empty: string;
  /** What a curve is, in the singular. */
  readonly noun: string;
}

export interface ChartFigureProps extends Pick<PlotProps, 'height' | 'highlight' | 'sync' | 'whole' | 'onZoom' | 'onMove'> {
  readonly figure: CurveFigure;
  readonly plan: ChartPlan;
  readonly isZoomed: boolean;
  readonly fit: ChartView['fit'];
  readonly onFit: (fit: ChartView['fit']) => void;
  readonly onLinear: () => void;
  /** Called with the position on the axis at the pointer; null where the pointer is elsewhere. */
  readonly onHover: (position: number | null) => void;
  readonly onResize: (height: number) => void;
}

/** A chart with its title, resizable by its lower edge. The loading, empty and error states have the same size. */
export function ChartFigure({ figure, plan, isZoomed, fit, onFit, onLinear, onHover, onResize, ...plot }: ChartFigureProps) {
  const { title, subtitle, isLoading = false, error = null, empty } = figure;
  const { height, onZoom } = plot;
  const [pointer, setPointer] = useState<Pointer | null>(null);
  const onPoint = (at: Pointer | null) => {
    setPointer(at);
    onHover(at?.x ?? null);
  };
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <h2>{title}</h2>
        <span className={styles.subtitle}>{subtitle}</span>
        {plan.y.clipped > 0 && <span className={styles.subtitle}>· {formatNumberOf(plan.y.clipped, 'value')} off the axis</span>}
        {plan.y.far.length > 0 && (
          <span className={styles.subtitle}>
            · {formatNumberOf(plan.y.far.length, figure.noun)} far above{fit === 'most' && ', leaving the axis (▲)'}{' '}
            <button type="button" className={buttons.link} onClick={() => onFit(fit === 'most' ? 'all' : 'most')}>
              {fit === 'most' ? 'Show all' : 'Fit the others'}
            </button>
          </span>
        )}
        {plan.y.hidden > 0 && (
          <span className={styles.subtitle}>
            · {formatNumberOf(plan.y.hidden, 'value')} at or below zero not shown{' '}
            <button type="button" className={buttons.link} onClick={onLinear}>
              Linear axis
            </button>
          </span>
        )}
        {plan.y.isFallback && <span className={styles.subtitle}>· linear, because no value is above zero</span>}
        {plan.gap === 'out of view' && <span className={styles.subtitle}>· nothing recorded in this part</span>}
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
        ) : plan.gap === null || plan.gap === 'out of view' ? (
          <div className={isLoading ? styles.loading : undefined}>
            <Plot {...plot} plan={plan} onPoint={onPoint} label={`${title}, ${plan.x.title} on the horizontal axis`} />
          </div>
        ) : (
          <p className={styles.note}>
            {isLoading ? 'Loading…' : plan.gap === 'empty' ? empty : 'Every recorded value is infinite or not a number.'}
          </p>
        )}
      </Resizable>
      <Readout plan={plan} pointer={pointer} />
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
      const height = element.clientHeight;
      if (height > 0 && Math.abs(height - latest.current.height) > 1) latest.current.onResize(height);
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
