'use client';

import { formatCount, formatNumberOf } from '@hourglass/presentation';
import { useMemo, useRef } from 'react';
import buttons from '#components/ui/button.module.css';
import { useWidth } from '#lib/use-width.ts';
import type { Brush } from './brush.ts';
import type { Measure } from './measure.ts';
import { MeasureLegend } from './measure-legend.tsx';
import styles from './parallel.module.css';
import { ParallelAxes } from './parallel-axes.tsx';
import { ParallelLines } from './parallel-lines.tsx';
import { brushText, prepareParallel } from './prepare-parallel.ts';
import { RelationFigure } from './relation-figure.tsx';
import { nothingMeasured, type RelationRun } from './relation-run.ts';
import type { RelationView } from './use-relation-view.ts';

export interface ParallelProps {
  readonly runs: readonly RelationRun[];
  readonly keys: readonly string[];
  readonly view: RelationView;
  readonly measure: Measure;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

const height = 250;
const narrowest = 112;
const margin = { top: 30, bottom: 12, side: 56, tick: 6.6 } as const;

/** Parallel coordinates: each run is a line through its parameters and its measure. Dragging along an axis filters the runs by that range. */
export function Parallel({ runs, keys, view, measure, selected, onSelect }: ParallelProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const plan = useMemo(() => prepareParallel({ runs, keys, measure, brushes: view.brush }), [runs, keys, measure, view.brush]);
  // Labels are to the left of their axis, so the first axis needs a margin for them.
  const longest = Math.max(0, ...(plan.axes[0]?.ticks.map(({ label }) => label.length) ?? []));
  const left = Math.max(margin.side, 10 + margin.tick * longest);
  const drawn = Math.max(width ?? 0, left + margin.side + narrowest * (plan.axes.length - 1));
  const scales = {
    x: (axis: number) => left + ((drawn - left - margin.side) * axis) / Math.max(1, plan.axes.length - 1),
    y: (share: number) => height - margin.bottom - share * (height - margin.top - margin.bottom),
  };
  const setBrush = (key: string, brush: Brush | null) =>
    view.set({ brush: [...view.brush.filter((other) => other.key !== key), ...(brush === null ? [] : [brush])] });
  return (
    <RelationFigure
      isWide
      title="Parallel coordinates"
      subtitle="one line per run; drag along an axis to keep the runs within a range"
      gap={plan.lines.length === 0 ? nothingMeasured(runs, measure) : plan.axes.length < 2 ? 'Every run has the same parameters.' : null}
      controls={
        <>
          <span className={styles.count} role="status">
            {view.brush.length === 0
              ? formatNumberOf(plan.lines.length, 'run')
              : `${formatCount(plan.inside.length)} of ${formatNumberOf(plan.lines.length, 'run')}`}
            {plan.leftOut > 0 && `, ${formatCount(plan.leftOut)} without a value omitted`}
          </span>
          {view.brush.map((brush) => (
            <button key={brush.key} type="button" className={styles.brush} onClick={() => setBrush(brush.key, null)}>
              {brushText(brush, plan.axes.find(({ key }) => key === brush.key)?.title ?? brush.key)}
              <span aria-hidden="true"> ×</span>
              <span className="visually-hidden">, remove</span>
            </button>
          ))}
          {view.brush.length > 0 && (
            <button type="button" className={buttons.plain} disabled={plan.inside.length === 0} onClick={() => onSelect(plan.inside)}>
              Select {formatNumberOf(plan.inside.length, 'run')}
            </button>
          )}
          {plan.lines.some(({ fraction }) => fraction !== null) && <MeasureLegend best={plan.range.best} worst={plan.range.worst} />}
        </>
      }
    >
      <div ref={host} className={styles.scroller}>
        {width !== null && (
          // biome-ignore lint/a11y/useSemanticElements: SVG has no equivalent element
          <svg
            width={drawn}
            height={height}
            className={styles.drawing}
            role="group"
            aria-label={`${plan.inside.length} of ${plan.lines.length} runs as lines through ${plan.axes.map(({ title }) => title).join(', ')}`}
          >
            <ParallelLines plan={plan} scales={scales} selected={selected} />
            <ParallelAxes plan={plan} scales={scales} onBrush={setBrush} />
          </svg>
        )}
      </div>
    </RelationFigure>
  );
}
