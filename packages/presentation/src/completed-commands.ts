import { shellWord } from './shell-word.ts';

export interface CommandPlace {
  /** How the reader calls the program. */
  readonly program?: string | undefined;
  /** The home that the command needs; undefined for the default home. */
  readonly home?: string | undefined;
}

/** A command with its verb. */
const command = /\.\/hourglass ((?:sweeps|runs) [a-z]+|[a-z]+)/g;

/**
 * Completes the commands that a text names as `./hourglass runs retry ID`, so that they work when they are pasted. A command that names a home
 * keeps it, so that completing a text twice changes nothing.
 */
export function completedCommands(text: string, { program = './hourglass', home }: CommandPlace): string {
  const flag = home === undefined ? '' : ` --home ${shellWord(home)}`;
  return text.replaceAll(command, (match, words: string, offset: number) => {
    const hasHome = text.startsWith(' --home', offset + match.length);
    return `${program} ${words}${hasHome ? '' : flag}`;
  });
}
