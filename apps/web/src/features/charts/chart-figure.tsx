'use client';

import type { ReactNode } from 'react';
import styles from './chart-figure.module.css';
import type { ChartPlan } from './chart-plan.ts';
import { Plot } from './plot.tsx';

export interface ChartFigureProps {
  readonly title: string;
  /** What exactly is drawn, and its unit. */
  readonly subtitle: ReactNode;
  readonly plan: ChartPlan;
  readonly isLoading?: boolean;
  readonly error?: { readonly message: string } | null;
  /** What to say while there is nothing to draw. */
  readonly empty: string;
  readonly isZoomed: boolean;
  readonly onZoom: (range: { readonly from: number; readonly to: number } | null) => void;
}

const height = 260;

/** A chart with its title; loading, empty and error keep its place. */
export function ChartFigure({ title, subtitle, plan, isLoading = false, error = null, empty, isZoomed, onZoom }: ChartFigureProps) {
  const hasPoints = plan.lines.some(({ y }) => y.length > 0);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <h2>{title}</h2>
        <span className={styles.subtitle}>{subtitle}</span>
        {isZoomed && (
          <button type="button" className={styles.whole} onClick={() => onZoom(null)}>
            Show the whole
          </button>
        )}
      </figcaption>
      {error !== null ? (
        <p className={styles.note} style={{ height }} role="alert">
          {error.message}
        </p>
      ) : hasPoints ? (
        <div className={isLoading ? styles.loading : undefined}>
          <Plot plan={plan} height={height} label={`${title}: ${plan.lines.length} curves over ${plan.x.title}s`} onZoom={onZoom} />
        </div>
      ) : (
        <p className={styles.note} style={{ height }}>
          {isLoading ? '' : empty}
        </p>
      )}
    </figure>
  );
}
