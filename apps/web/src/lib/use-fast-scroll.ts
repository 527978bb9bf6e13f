'use client';

import { useEffect, useState } from 'react';
import { type Drawing, fastScroll } from './fast-scroll.ts';

/** Milliseconds after which rows that have not moved no longer fly past. */
const pause = 150;

/** Whether the rows of a list fly past. */
export function useFastScroll(drawing: Drawing): boolean {
  const [scroll, setScroll] = useState({ first: 0, isFast: false });
  const now = fastScroll(scroll, drawing);
  if (now !== scroll) setScroll(now);
  const { first, isFast } = now;
  // A list that goes on scrolling across never comes to rest, but its rows do.
  useEffect(() => {
    if (!isFast) return;
    const timer = setTimeout(() => setScroll({ first, isFast: false }), pause);
    return () => clearTimeout(timer);
  }, [first, isFast]);
  return isFast;
}

/**
 * Whether to draw a row: one that comes into sight while rows fly past is drawn once they no longer do; what is drawn stays.
 *
 * @param row names it, where one element shows several in turn
 */
export function useIsDrawn(isFast: boolean, row: string | number): boolean {
  const [drawn, setDrawn] = useState(isFast ? null : row);
  if (!isFast && drawn !== row) setDrawn(row);
  return !isFast || drawn === row;
}
