import { shellWord } from '@hourglass/presentation';

/*
 * Messages name commands as `./hourglass runs retry ID`. Printed, they must work when pasted into the same shell: with the path by which this
 * command was called, and with the `--home` that it was given.
 */

let program = './hourglass';
let home: string | undefined;

/** @param given how this command was called; `program` comes from the script `hourglass` */
export function nameCommands(given: { readonly program: string | undefined; readonly home: string | undefined }): void {
  program = given.program === undefined ? './hourglass' : shellWord(given.program);
  home = given.home;
}

/** A command with its verb. */
const command = /\.\/hourglass ((?:sweeps|runs) [a-z]+|[a-z]+)/g;

/** Completes the commands of a message. */
export function withPrintedCommands(text: string): string {
  const flag = home === undefined ? '' : ` --home ${shellWord(home)}`;
  return text.replaceAll(command, (match, words: string, offset: number) => {
    // A line of a worker, which was printed with its home already.
    const hasHome = text.startsWith(' --home', offset + match.length);
    return `${program} ${words}${hasHome ? '' : flag}`;
  });
}
