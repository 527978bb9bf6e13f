/** Id of the last event before the current page's data was read; null before the first page. Listeners are notified of every new page. */
let cursor: number | null = null;
const listeners = new Set<(cursor: number) => void>();

export function setFollowedPage(next: number): void {
  cursor = next;
  for (const listener of listeners) listener(next);
}

/** Calls the listener with the current page's cursor, if there is one, and with that of every later page. */
export function onFollowedPage(listener: (cursor: number) => void): () => void {
  listeners.add(listener);
  if (cursor !== null) listener(cursor);
  return () => listeners.delete(listener);
}
