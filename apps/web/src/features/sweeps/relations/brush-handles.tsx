import { formatParameter } from '@hourglass/presentation';
import type { KeyboardEvent } from 'react';
import type { Brush } from './brush.ts';
import styles from './parallel.module.css';
import { type BrushEnd, prepareBrushStep } from './prepare-brush-step.ts';
import type { ParallelAxis } from './prepare-parallel.ts';

export interface BrushHandlesProps {
  readonly axis: ParallelAxis;
  readonly x: number;
  readonly y: (share: number) => number;
  readonly onBrush: (key: string, brush: Brush | null) => void;
}

const ends: readonly BrushEnd[] = ['low', 'high'];
const names = { low: 'from', high: 'to' } as const;

/** Keyboard-accessible ends of an axis's brush. Arrow keys move an end to the next value; Escape removes the brush. */
export function BrushHandles({ axis, x, y, onBrush }: BrushHandlesProps) {
  const { key, title, stops, reach } = axis;
  const onKeyDown = (event: KeyboardEvent, end: BrushEnd) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moved = prepareBrushStep(event.key, end, reach);
    if (moved === null && event.key !== 'Escape') return;
    event.preventDefault();
    const [low, high] = moved === null ? [] : [stops[moved.low], stops[moved.high]];
    onBrush(key, low === undefined || high === undefined ? null : { key, low: low.value, high: high.value });
  };
  return ends.map((end) => {
    const stop = stops[reach[end]];
    return stop === undefined ? null : (
      <rect
        key={end}
        className={styles.handle}
        x={x - 9}
        width={18}
        y={y(stop.at) - (end === 'high' ? 6 : 0)}
        height={6}
        role="slider"
        tabIndex={0}
        aria-label={`${title}, ${names[end]}`}
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={reach.count - 1}
        aria-valuenow={reach[end]}
        aria-valuetext={formatParameter(stop.value)}
        onKeyDown={(event) => onKeyDown(event, end)}
      />
    );
  });
}
