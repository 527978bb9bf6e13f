'use client';

import { useEffect, useRef, useState } from 'react';
import type { Range } from './move-range.ts';

/** A move ends after this many milliseconds without another; while it continues, it settles at this interval. */
const pace = { rest: 160, settling: 300 } as const;

export interface MovedRange {
  /** The visible range. */
  readonly shown: Range;
  /** Shows another range at once, from the loaded curves. Null is the whole. */
  readonly move: (next: (shown: Range) => Range | null) => void;
  readonly settle: (range: Range | null) => void;
}

/**
 * The range of an axis that keys and touch move many times a second. Each time it settles, finer curves are fetched and the address is
 * updated: at the first move, at intervals, and when the move ends.
 */
export function useMovedRange(settled: Range | null, whole: Range, onSettle: (range: Range | null) => void): MovedRange {
  const [moving, setMoving] = useState<Range | null>(null);
  const shown = moving ?? settled ?? whole;
  // Several moves can occur before the next frame.
  const latest = useRef({ shown, whole, onSettle });
  latest.current = { shown, whole, onSettle };
  const settledAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const [moves] = useState(() => {
    const settle = (range: Range | null) => {
      settledAt.current = performance.now();
      latest.current.onSettle(range);
    };
    return {
      move(next: (shown: Range) => Range | null) {
        const range = next(latest.current.shown);
        latest.current.shown = range ?? latest.current.whole;
        setMoving(latest.current.shown);
        if (performance.now() - settledAt.current >= pace.settling) settle(range);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          settle(range);
          setMoving(null);
        }, pace.rest);
      },
      settle(range: Range | null) {
        clearTimeout(timer.current);
        settle(range);
        setMoving(null);
      },
    };
  });
  return { shown, ...moves };
}
