import type { ChangedRun } from '#wire/live-message.ts';
import { throttled } from './throttled.ts';

/** Curves of runs that are being trained are asked for again at most this often. */
const everyMilliseconds = 2_000;

/** Gathers the runs that moved and names each once a round, so that drawing never burdens the training. */
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
