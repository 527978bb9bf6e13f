'use client';

import { useEffect, useRef, useState } from 'react';
import type { Range } from './move-range.ts';

/** A move is over after so many milliseconds without another; while it goes on, it settles once in so many. */
const pace = { rest: 160, settling: 300 } as const;

export interface MovedRange {
  /** What is in view. */
  readonly shown: Range;
  /** Shows another range at once, drawn from the curves that are there. Null is the whole. */
  readonly move: (next: (shown: Range) => Range | null) => void;
  readonly settle: (range: Range | null) => void;
}

/**
 * The range of an axis that keys and fingers move many times a second. Where it settles, finer curves are asked for and the address says it:
 * at the first move, now and then, and at rest.
 */
export function useMovedRange(settled: Range | null, whole: Range, onSettle: (range: Range | null) => void): MovedRange {
  const [moving, setMoving] = useState<Range | null>(null);
  const shown = moving ?? settled ?? whole;
  // Several moves can come before the next frame.
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
