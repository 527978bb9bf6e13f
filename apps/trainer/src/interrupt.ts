const ignore = (): void => {};

/**
 * Aborts on the first Ctrl-C, SIGTERM or hang-up (SIGHUP); the second ends the program at once. A hang-up that was ignored when the program was
 * started (nohup) stays ignored.
 *
 * A child of the pool leaves the terminal's Ctrl-C and hang-up to its parent, and aborts when its channel to the parent closes.
 */
export function interruptSignal(onSecond: () => void = () => {}): AbortSignal {
  const controller = new AbortController();
  if (process.connected !== undefined) {
    process.on('SIGINT', ignore);
    process.on('SIGHUP', ignore);
    process.on('disconnect', () => controller.abort());
    process.on('SIGTERM', () => controller.abort());
    // The channel may have closed already; the event is not repeated.
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
  process.on('SIGHUP', isHangupIgnored() ? ignore : interrupt);
  return controller.signal;
}

/** Call it at startup, before a command handles signals. The shell script `hourglass` detects an ignored SIGHUP, because Node resets it. */
export function keepIgnoringHangup(): void {
  if (isHangupIgnored()) process.on('SIGHUP', ignore);
}

function isHangupIgnored(): boolean {
  return process.env.HOURGLASS_IGNORE_HANGUP !== undefined;
}
