'use client';

import { useSyncExternalStore } from 'react';

/**
 * Prefix of the keys that store which sweeps this tab notifies about. Each tab has its own set, so that tabs without any can close their
 * stream while hidden.
 */
const prefix = 'hourglass-notice-';

export function isNoticeRequested(sweep: string): boolean {
  return sessionStorage.getItem(prefix + sweep) !== null;
}

/** Ids of the sweeps that this tab notifies about. */
export function sweepsWithNotice(): readonly string[] {
  return Object.keys(sessionStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
}

export function isAnyNoticeRequested(): boolean {
  return sweepsWithNotice().length > 0;
}

export function requestNotice(sweep: string, isRequested: boolean): void {
  if (isRequested) sessionStorage.setItem(prefix + sweep, 'asked');
  else sessionStorage.removeItem(prefix + sweep);
  window.dispatchEvent(new Event(prefix));
}

export function useIsNoticeRequested(sweep: string): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isNoticeRequested(sweep),
    () => false,
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(prefix, listener);
  return () => window.removeEventListener(prefix, listener);
}
