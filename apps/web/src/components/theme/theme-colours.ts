'use client';

import { useSyncExternalStore } from 'react';

/** Changes whenever the colours on screen do, so that canvases draw themselves again. */
export function useThemeVersion(): number {
  return useSyncExternalStore(
    subscribe,
    () => version,
    () => 0,
  );
}

let version = 0;

function subscribe(listener: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const changed = () => {
    version++;
    listener();
  };
  window.addEventListener('themechange', changed);
  system.addEventListener('change', changed);
  return () => {
    window.removeEventListener('themechange', changed);
    system.removeEventListener('change', changed);
  };
}

/** A token as a canvas understands it: `light-dark()` resolved, by way of an element that wears it. */
export function resolveColour(element: HTMLElement, colour: string): string {
  const probe = document.createElement('span');
  probe.style.color = colour;
  element.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}
