'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';

/** How far an element stands below the top of the page, in CSS pixels, whatever is scrolled; 0 before it is measured. */
export function useDistanceFromTop(element: RefObject<HTMLElement | null>): number {
  const [distance, setDistance] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (element.current !== null) setDistance(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    // What stands above it decides, and the page grows and shrinks with that.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return distance;
}
