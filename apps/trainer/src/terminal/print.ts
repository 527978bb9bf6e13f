import { printable } from '@hourglass/presentation';

/** What was asked for goes to standard output. Names and paths in it may hold anything, so control characters are written as escapes. */
export function print(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

/** What happens meanwhile goes to standard error. */
export function note(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}

/** One object a line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
