import { printable } from '@hourglass/presentation';

/** Prints a result to standard output. Names and paths may hold any character, so control characters are escaped. */
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
