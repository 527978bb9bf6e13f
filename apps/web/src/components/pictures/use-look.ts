'use client';

import { useEffect, useMemo, useState } from 'react';
import type { Look } from './paint.ts';
import type { PictureView } from './use-picture-view.ts';

/** Slower than three flashes a second (WCAG 2.3.1), and fast enough to compare two pictures. */
const blinkMilliseconds = 700;

/** The current look of cells. A blink alternates by itself unless the reader prefers reduced motion; `swap` toggles it by hand. */
export function useLook({ show, map, blend }: Pick<PictureView, 'show' | 'map' | 'blend'>): {
  readonly look: Look;
  readonly swap: () => void;
} {
  const [showsOriginal, setShowsOriginal] = useState(false);
  const blinks = show === 'blink';
  useEffect(() => {
    if (!blinks || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timer = setInterval(() => setShowsOriginal((before) => !before), blinkMilliseconds);
    return () => clearInterval(timer);
  }, [blinks]);
  const look = useMemo(() => ({ mode: show, map, share: blend / 100, showsOriginal }), [show, map, blend, showsOriginal]);
  return { look, swap: () => setShowsOriginal((before) => !before) };
}
