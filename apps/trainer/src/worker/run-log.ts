import type { Claim, LogLine, Store } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';

export interface RunLog {
  /** What happens. */
  info(message: string): void;
  /** What goes wrong and was dealt with. */
  warning(message: string): void;
  /** What ended the run. */
  error(message: string): void;
  /** Waits until every line is stored. */
  flush(): Promise<void>;
}

/** Lines wait at most this long, in milliseconds, for a transaction to share. */
const flushInterval = 500;

/** Lines are said where the worker speaks at once, and stored with their run in the order they came. */
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
      // What can't be stored was said at least: a log must not end what it tells of.
      warn(`run ${claim.run.id}: its log could not be stored: ${messageOf(error)}`);
    }
  }

  function say(level: LogLine['level'], message: string): void {
    (level === 'info' ? log : warn)(`run ${claim.run.id}: ${message}`);
    waiting.push({ level, message, time: Date.now() });
    timer ??= setTimeout(writeWaiting, flushInterval);
  }

  return {
    info: (message) => say('info', message),
    warning: (message) => say('warning', message),
    error: (message) => say('error', message),
    flush: writeWaiting,
  };
}
