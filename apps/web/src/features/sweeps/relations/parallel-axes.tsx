'use client';

import { type PointerEvent, useState } from 'react';
import type { Brush } from './brush.ts';
import { BrushHandles } from './brush-handles.tsx';
import styles from './parallel.module.css';
import type { ParallelScales } from './parallel-lines.tsx';
import type { ParallelPlan } from './prepare-parallel.ts';

export interface ParallelAxesProps {
  readonly plan: ParallelPlan;
  readonly scales: ParallelScales;
  readonly onBrush: (key: string, brush: Brush | null) => void;
}

interface Draft {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

const grip = 32;

/** The axes with titles, ticks and brushes. Dragging along an axis creates a brush; a click beside the brush removes it. */
export function ParallelAxes({ plan, scales, onBrush }: ParallelAxesProps) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [top, bottom] = [scales.y(1), scales.y(0)];
  const shareAt = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, 1 - (event.clientY - box.top) / box.height));
  };
  const finish = () => {
    if (draft === null) return;
    const isClick = Math.abs(draft.to - draft.from) < 0.01;
    onBrush(draft.key, isClick ? null : plan.brushAt(draft.key, draft.from, draft.to));
    setDraft(null);
  };
  return plan.axes.map((axis, index) => {
    const { key, title, ticks, brushed } = axis;
    const x = scales.x(index);
    const shown = draft?.key === key ? { from: Math.min(draft.from, draft.to), to: Math.max(draft.from, draft.to) } : brushed;
    return (
      <g key={key}>
        <line className={styles.axis} x1={x} x2={x} y1={top} y2={bottom} />
        <text className={styles.title} x={x} y={top - 14} textAnchor="middle">
          {title}
        </text>
        {ticks.map(({ at, label }) => (
          <text key={at} className={styles.tick} x={x - 6} y={scales.y(at)} dy="0.35em" textAnchor="end">
            {label}
          </text>
        ))}
        {shown !== null && (
          <rect className={styles.brushed} x={x - 7} width={14} y={scales.y(shown.to)} height={scales.y(shown.from) - scales.y(shown.to)} />
        )}
        <rect
          className={styles.grip}
          data-axis={key}
          x={x - grip / 2}
          width={grip}
          y={top}
          height={bottom - top}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            const share = shareAt(event);
            setDraft({ key, from: share, to: share });
          }}
          onPointerMove={(event) => {
            if (draft?.key === key) setDraft({ ...draft, to: shareAt(event) });
          }}
          onPointerUp={finish}
          onPointerCancel={() => setDraft(null)}
        >
          <title>{`${title}: drag to keep the runs within a range, click to remove the brush`}</title>
        </rect>
        <BrushHandles axis={axis} x={x} y={scales.y} onBrush={onBrush} />
      </g>
    );
  });
}
