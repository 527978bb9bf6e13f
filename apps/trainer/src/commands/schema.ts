import { outputFormat } from '../json/outputs.ts';
import { print } from '../terminal/print.ts';

/** Prints the JSON schema of what commands print with `--json`. */
export function schema(): void {
  print(JSON.stringify(outputFormat(), null, 2));
}
