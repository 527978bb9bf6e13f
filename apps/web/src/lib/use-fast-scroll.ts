'use client';

import { useState } from 'react';
import { type Drawing, fastScroll } from './fast-scroll.ts';

/** Whether the rows of a list fly past. */
export function useFastScroll(drawing: Drawing): boolean {
  const [scroll, setScroll] = useState({ first: 0, isFast: false });
  const now = fastScroll(scroll, drawing);
  if (now !== scroll) setScroll(now);
  return now.isFast;
}

/** Whether to draw a row: one that comes into sight while rows fly past is drawn once they no longer do; what is drawn stays. */
export function useIsDrawn(isFast: boolean): boolean {
  const [isDrawn, setDrawn] = useState(!isFast);
  if (!isDrawn && !isFast) setDrawn(true);
  return isDrawn || !isFast;
}
