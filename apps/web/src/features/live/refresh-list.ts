import type { LiveMessage } from '#wire/live-message.ts';

/** The list over all sweeps is asked for again at most this often: where a run stands in it, only the server knows. */
const everyMilliseconds = 2_000;

/** Asks again some time after something happened, however much it was. */
export function listRefresher(invalidate: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    refresh({ runs, events }: Pick<LiveMessage, 'runs' | 'events'>): void {
      if (runs.length + events.length === 0) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        invalidate();
      }, everyMilliseconds);
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}
