import { type ChildProcess, spawn } from 'node:child_process';
import { type Finished, root, untilExit } from './hourglass.ts';

/** The commands that a text names, as a person would select them: up to the end of the line, the bracket or the sentence. */
export function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:'[^']*\/hourglass'|[\w./-]*\/hourglass) (?:'[^']*'|,(?! )|[^`),\n'])*/g)].map(([command]) =>
    command.trim().replace(/\.$/, ''),
  );
}

/** Starts a printed command in a shell in the folder of the project, with values in place of its placeholders. */
export function startPasted(command: string, values: Readonly<Record<string, string>> = {}): ChildProcess {
  const filled = Object.entries(values).reduce((line, [word, value]) => line.replace(new RegExp(`\\b${word}\\b`), () => value), command);
  const { HOURGLASS_HOME: _, INIT_CWD: __, ...env } = process.env;
  return spawn('sh', ['-c', `exec ${filled}`], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

export function paste(command: string, values: Readonly<Record<string, string>> = {}): Promise<Finished> {
  return untilExit(startPasted(command, values));
}
