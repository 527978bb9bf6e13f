import { useSyncExternalStore } from 'react';

/** What the page showed until it was deleted; null while it exists. */
let gone: string | null = null;
const listeners = new Set<() => void>();

export function setGone(noun: string | null): void {
  gone = noun;
  for (const listener of listeners) listener();
}

/** Returns the noun of the deleted thing that the page shows, else null. */
export function useGone(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => gone,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
