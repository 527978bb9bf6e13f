import type { Claim, LogLine, Store } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';

export interface RunLog {
  /** Logs an event. */
  info(message: string): void;
  /** Logs a handled error. */
  warning(message: string): void;
  /** Logs the error that ended the run. */
  error(message: string): void;
  /** Waits until every line is stored. */
  flush(): Promise<void>;
}

/** Lines are buffered for at most this long, in milliseconds, to share a transaction. */
const flushInterval = 500;

/** Prints each line at once, and stores the lines of a run in order. */
export function createRunLog(
  store: Store,
  claim: Claim,
  { log, warn }: { readonly log: (line: string) => void; readonly warn: (line: string) => void },
): RunLog {
  let waiting: Pick<LogLine, 'level' | 'message' | 'time'>[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  function writeWaiting(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing.then(write);
    return writing;
  }

  async function write(): Promise<void> {
    const lines = waiting;
    waiting = [];
    if (lines.length === 0) return;
    try {
      await store.logs.append(claim, lines);
    } catch (error) {
      // The lines were printed; a failed log write must not fail the run.
      warn(`run ${claim.run.id}: its log could not be stored: ${messageOf(error)}`);
    }
  }

  function append(level: LogLine['level'], message: string): void {
    (level === 'info' ? log : warn)(`run ${claim.run.id}: ${message}`);
    waiting.push({ level, message, time: Date.now() });
    timer ??= setTimeout(writeWaiting, flushInterval);
  }

  return {
    info: (message) => append('info', message),
    warning: (message) => append('warning', message),
    error: (message) => append('error', message),
    flush: writeWaiting,
  };
}
