'use client';

import { useEffect, useState } from 'react';
import { type Drawing, fastScroll } from './fast-scroll.ts';

/** Fast scrolling ends after this many milliseconds without movement. */
const pause = 150;

/** Whether a list scrolls too fast to read. */
export function useFastScroll(drawing: Drawing): boolean {
  const [scroll, setScroll] = useState({ first: 0, isFast: false });
  const now = fastScroll(scroll, drawing);
  if (now !== scroll) setScroll(now);
  const { first, isFast } = now;
  // Horizontal scrolling continues without moving the rows vertically.
  useEffect(() => {
    if (!isFast) return;
    const timer = setTimeout(() => setScroll({ first, isFast: false }), pause);
    return () => clearTimeout(timer);
  }, [first, isFast]);
  return isFast;
}

/**
 * Whether to render a row: a row that enters the view during fast scrolling renders when it ends; a rendered row stays.
 *
 * @param row id of the row, because one element is reused for several rows
 */
export function useIsDrawn(isFast: boolean, row: string | number): boolean {
  const [drawn, setDrawn] = useState(isFast ? null : row);
  if (!isFast && drawn !== row) setDrawn(row);
  return !isFast || drawn === row;
}
