/** The last event before the data of the page on screen, and whoever wants to know of the next page. Null until a page is there. */
let cursor: number | null = null;
const listeners = new Set<(cursor: number) => void>();

export function setFollowedPage(next: number): void {
  cursor = next;
  for (const listener of listeners) listener(next);
}

/** Tells of the page on screen, if there is one, and of every one that comes after. */
export function onFollowedPage(listener: (cursor: number) => void): () => void {
  listeners.add(listener);
  if (cursor !== null) listener(cursor);
  return () => listeners.delete(listener);
}
