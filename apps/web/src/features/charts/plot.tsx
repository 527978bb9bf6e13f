'use client';

import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useThemeVersion } from '../theme/theme-colours.ts';
import { alignPlan } from './align-plan.ts';
import type { ChartPlan } from './chart-plan.ts';
import styles from './plot.module.css';
import { plotOptions } from './plot-options.ts';
import { Readout } from './readout.tsx';

export interface PlotProps {
  readonly plan: ChartPlan;
  readonly height: number;
  /** Says in words what is drawn. */
  readonly label: string;
  readonly onZoom: (range: { readonly from: number; readonly to: number } | null) => void;
}

type Pointer = { readonly x: number; readonly y: number; readonly left: number; readonly top: number };

/** Draws a plan: drag to zoom, double click to see the whole again. */
export function Plot({ plan, height, label, onZoom }: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ plan, onZoom });
  latest.current = { plan, onZoom };
  const [pointer, setPointer] = useState<Pointer | null>(null);
  const structure = `${structureOf(plan)} ${useThemeVersion()}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot is made when the structure changes; new values go into the old one
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const options = plotOptions(element, {
      plan: () => latest.current.plan,
      onZoom: (range) => latest.current.onZoom(range),
      onPoint: setPointer,
    });
    const created = new uPlot({ ...options, width: element.clientWidth, height }, alignPlan(latest.current.plan), element);
    plot.current = created;
    const observer = new ResizeObserver(() => created.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      created.destroy();
      plot.current = null;
    };
  }, [structure, height]);

  useEffect(() => {
    plot.current?.setData(alignPlan(plan));
  }, [plan]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button "whole" beside the chart does the same
    <div className={styles.frame} style={{ height }} onDoubleClick={() => onZoom(null)}>
      <div ref={host} className={styles.host} role="img" aria-label={label} />
      {pointer !== null && <Readout plan={plan} pointer={pointer} />}
    </div>
  );
}

/** What a plot can't change once it is made. */
function structureOf({ x, y, lines, bands }: ChartPlan): string {
  return JSON.stringify([
    x.title,
    y.isLog,
    bands.map(({ colour }) => colour),
    lines.map(({ colour, isFaint, hasPoints, isDashed, endLabel }) => [colour, isFaint, hasPoints, isDashed, endLabel]),
  ]);
}
