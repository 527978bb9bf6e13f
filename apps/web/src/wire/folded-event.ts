import type { LiveEvent } from './live-message.ts';

/** An event, or several consecutive ends of epochs, of which it is the last. */
export interface FoldedEvent extends LiveEvent {
  readonly count: number;
  /** Time of the first folded event, in UTC milliseconds. */
  readonly since: number;
}

/** Folds consecutive ends of epochs. The events are in ascending order. */
export function foldEvents(events: readonly LiveEvent[]): readonly FoldedEvent[] {
  const folded: FoldedEvent[] = [];
  for (const event of events) addFolded(folded, event);
  return folded;
}

/** Returns the folded events with a newer one. An event that is included already changes nothing. */
export function withEvent(folded: readonly FoldedEvent[], event: LiveEvent): readonly FoldedEvent[] {
  const last = folded.at(-1);
  if (last !== undefined && event.id <= last.id) return folded;
  const extended = [...folded];
  addFolded(extended, event);
  return extended;
}

function addFolded(folded: FoldedEvent[], event: LiveEvent): void {
  const last = folded.at(-1);
  const isSame = last?.kind === 'run.epoch' && event.kind === 'run.epoch';
  if (isSame) folded.pop();
  folded.push({ ...event, count: isSame ? last.count + 1 : 1, since: isSame ? last.since : event.time });
}
