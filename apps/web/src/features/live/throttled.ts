/** Does something at most once a period, some time after it was first asked for. */
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
