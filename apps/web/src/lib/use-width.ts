'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';

/** How wide an element is, in CSS pixels; null before it is measured. The element may appear later, and may be replaced by another. */
export function useWidth(element: RefObject<HTMLElement | null>): number | null {
  const [measured, setMeasured] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState<number | null>(null);
  // After every render, because a ref does not tell when its element changes.
  useLayoutEffect(() => setMeasured(element.current));
  useLayoutEffect(() => {
    setWidth(measured?.clientWidth ?? null);
    if (measured === null) return;
    const observer = new ResizeObserver(() => setWidth(measured.clientWidth));
    observer.observe(measured);
    return () => observer.disconnect();
  }, [measured]);
  return width;
}
