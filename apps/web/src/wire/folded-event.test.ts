import { expect, it } from 'vitest';
import { foldEvents, withEvent } from './folded-event.ts';
import type { LiveEvent } from './live-message.ts';

const event = (id: number, kind: string): LiveEvent => ({
  ...{ id, kind, time: 10 * id, source: 'worker', message: `Event ${id}.`, sweep: 's', run: 'r' },
});

it('folds consecutive ends of epochs into the last one', () => {
  const events = [event(1, 'run.started'), event(2, 'run.epoch'), event(3, 'run.epoch'), event(4, 'run.released'), event(5, 'run.epoch')];
  expect(foldEvents(events).map(({ id, count, since }) => [id, count, since])).toEqual([
    [1, 1, 10],
    [3, 2, 20],
    [4, 1, 40],
    [5, 1, 50],
  ]);
});

it('adds newer events one by one with the same result, and ignores repeated ones', () => {
  const events = ['run.started', 'run.epoch', 'run.epoch', 'run.complete'].map((kind, index) => event(index + 1, kind));
  const added = events.flatMap((each) => [each, each]).reduce(withEvent, foldEvents([]));
  expect(added).toEqual(foldEvents(events));
  expect(withEvent(added, event(2, 'run.epoch'))).toBe(added);
});
