import type { Output, OutputName } from './outputs.ts';

/** Prints one line of what a command prints with `--json`. */
export function printOutput<Name extends OutputName>(_command: Name, value: Output<Name>): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
