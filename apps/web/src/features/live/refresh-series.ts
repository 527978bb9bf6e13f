import type { ChangedRun } from '#wire/live-message.ts';
import { throttled } from './throttled.ts';

/** Minimum interval between refetches of the series of active runs. */
const everyMilliseconds = 2_000;

/** Collects the runs with progress and invalidates each once per interval, so that chart updates do not slow down training. */
export function seriesRefresher(invalidate: (run: string) => void) {
  const moved = new Set<string>();
  const round = throttled(everyMilliseconds, () => {
    for (const run of moved) invalidate(run);
    moved.clear();
  });
  return {
    refresh(runs: readonly ChangedRun[]): void {
      for (const { id } of runs) moved.add(id);
      if (moved.size > 0) round.ask();
    },
    stop: round.stop,
  };
}
