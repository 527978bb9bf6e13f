import { type CommandPlace, completedCommands, shellWord } from '@hourglass/presentation';

/*
 * Messages name commands as `./hourglass runs retry ID`. Printed, they must work when pasted into the same shell: with the path by which this
 * command was called, and with the `--home` that it was given.
 */

let place: CommandPlace = {};

/** @param given how this command was called; `program` comes from the script `hourglass` */
export function nameCommands({ program, home }: { readonly program: string | undefined; readonly home: string | undefined }): void {
  place = { home, program: program === undefined ? undefined : shellWord(program) };
}

/** Completes the commands of a message. A line of a worker, which was printed with its home already, keeps it. */
export function withPrintedCommands(text: string): string {
  return completedCommands(text, place);
}
