'use client';

import { useSyncExternalStore } from 'react';

/** A number that changes with the theme. Canvas components depend on it to redraw. */
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

/** Resolves a CSS colour, including `light-dark()`, to a value that a canvas accepts, through the element's computed style. */
export function resolveColour(element: HTMLElement, colour: string): string {
  const probe = document.createElement('span');
  probe.style.color = colour;
  element.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}
