'use client';

import { useSyncExternalStore } from 'react';

/**
 * Prefix of the keys that store which sweeps this tab notifies about. Each tab has its own set, so that tabs without any can close their
 * stream while hidden.
 */
const prefix = 'hourglass-notice-';

export function isAsked(sweep: string): boolean {
  return sessionStorage.getItem(prefix + sweep) !== null;
}

/** Ids of the sweeps that this tab notifies about. */
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
