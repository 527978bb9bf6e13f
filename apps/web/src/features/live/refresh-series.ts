import type { RunStatus } from '#wire/run-row.ts';

/** Curves of runs that are being trained are asked for again at most this often. */
const everyMilliseconds = 2_000;

/** Gathers the runs that moved and names each once a round, so that drawing never burdens the training. */
export function seriesRefresher(invalidate: (run: string) => void) {
  const moved = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    refresh(runs: readonly RunStatus[]): void {
      for (const { id, kind } of runs) if (kind === 'run') moved.add(id);
      if (moved.size === 0) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const run of moved) invalidate(run);
        moved.clear();
      }, everyMilliseconds);
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}
