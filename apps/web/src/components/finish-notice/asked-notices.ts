'use client';

import { useSyncExternalStore } from 'react';

/** Sweeps whose end this tab is to tell of. Each tab keeps its own, so that others may give their connection back. */
const prefix = 'hourglass-notice-';

export function isAsked(sweep: string): boolean {
  return sessionStorage.getItem(prefix + sweep) !== null;
}

/** Their ids. */
export function askedSweeps(): readonly string[] {
  return Object.keys(sessionStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
}

export function isAnyAsked(): boolean {
  return askedSweeps().length > 0;
}

export function setAsked(sweep: string, asked: boolean): void {
  if (asked) sessionStorage.setItem(prefix + sweep, 'asked');
  else sessionStorage.removeItem(prefix + sweep);
  window.dispatchEvent(new Event(prefix));
}

export function useIsAsked(sweep: string): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isAsked(sweep),
    () => false,
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(prefix, listener);
  return () => window.removeEventListener(prefix, listener);
}
