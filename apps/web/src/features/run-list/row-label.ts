import type { ListRow } from './server/list-row.ts';

/** `#3`, as its sweep's page numbers it, or the name that somebody gave it. */
export function rowLabel({ name, place, baseline, id }: Pick<ListRow, 'name' | 'place' | 'baseline' | 'id'>): string {
  if (name !== null) return name;
  return place === null ? String(baseline ?? id).trim() : `#${place + 1}`;
}
