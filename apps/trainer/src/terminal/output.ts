import { messageOf } from '@hourglass/presentation';
import { exitCodes } from '../exit-codes.ts';

/** Error codes of an output without a reader: the pipe's reader has ended (`| head`), or the terminal is closed. */
const isGone: ReadonlySet<unknown> = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);

let continuesWithout = false;
const notified = new Set<NodeJS.WriteStream>();

/** Commands that train continue even if their output can't be written. */
export function continueWithoutOutput(): void {
  continuesWithout = true;
}

/**
 * Decides what happens when output can't be written. A listing whose reader is gone ends quietly. Any other reason (a full
 * disk) is printed to the other stream, and ends a listing as failed.
 */
export function watchOutput(): void {
  process.stdout.on('error', (error) => lost(process.stdout, error));
  process.stderr.on('error', (error) => lost(process.stderr, error));
}

function lost(stream: NodeJS.WriteStream, error: Error): void {
  const code = 'code' in error ? error.code : undefined;
  if (isGone.has(code)) {
    if (!continuesWithout && stream === process.stdout) process.exit(exitCodes.done);
    return;
  }
  if (!notified.has(stream)) {
    notified.add(stream);
    const what = code === 'ENOSPC' ? 'its disk is full' : messageOf(error);
    const [name, other] = stream === process.stdout ? (['output', process.stderr] as const) : (['messages', process.stdout] as const);
    other.write(`The ${name} can't be written: ${what}.${continuesWithout ? ' Training continues.' : ''}\n`);
  }
  if (!continuesWithout) process.exit(exitCodes.failed);
}
