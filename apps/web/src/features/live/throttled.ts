/** Runs `work` at most once per period, with a delay after the first request. */
export function throttled(everyMilliseconds: number, work: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask(): void {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, everyMilliseconds);
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}
