/**
 * Aborts on the first Ctrl-C or SIGTERM; the second ends the program at once.
 * A child of the pool leaves the terminal's Ctrl-C to its parent and aborts when the parent lets go of it, or is gone.
 */
export function interruptSignal(onSecond: () => void = () => {}): AbortSignal {
  const controller = new AbortController();
  if (process.connected !== undefined) {
    process.on('SIGINT', () => {});
    process.on('disconnect', () => controller.abort());
    process.on('SIGTERM', () => controller.abort());
    // The parent may have let go before this was reached: the event does not come again.
    if (!process.connected) controller.abort();
    return controller.signal;
  }
  const interrupt = () => {
    if (controller.signal.aborted) {
      onSecond();
      process.exit(130);
    }
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}
