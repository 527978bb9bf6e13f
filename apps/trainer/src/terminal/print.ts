import { printable } from '@hourglass/presentation';
import { withPrintedCommands } from './printed-commands.ts';

/** Prints a result to standard output. Names and paths may hold any character, so control characters are escaped. */
export function print(text: string): void {
  process.stdout.write(`${printable(withPrintedCommands(text))}\n`);
}

/** The line that `showStatus` keeps below the notes. */
let status = '';

/** Prints a message to standard error, above the status line. */
export function note(text: string): void {
  process.stderr.write(`${erase()}${printable(withPrintedCommands(text))}\n${status}`);
}

/** Shows a line below all notes, redrawn in place; an empty text removes it. Does nothing where standard error is no terminal. */
export function showStatus(text: string): void {
  if (!process.stderr.isTTY) return;
  const before = erase();
  status = printable(text).slice(0, process.stderr.columns - 1);
  process.stderr.write(`${before}${status}`);
}

function erase(): string {
  return status === '' ? '' : '\r\x1b[2K';
}
