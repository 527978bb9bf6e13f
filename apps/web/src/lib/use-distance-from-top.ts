'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';

/** An element's distance from the top of the page, in CSS pixels, independent of scrolling; 0 before it is measured. */
export function useDistanceFromTop(element: RefObject<HTMLElement | null>): number {
  const [distance, setDistance] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (element.current !== null) setDistance(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    // The distance depends on the elements above, and a change of them resizes the page.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return distance;
}
