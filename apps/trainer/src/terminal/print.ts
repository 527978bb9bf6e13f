/** What was asked for goes to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What happens meanwhile goes to standard error. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** One object a line. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}
