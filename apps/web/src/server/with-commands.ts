import { completedCommands } from '@hourglass/presentation';
import { readEnvironment } from '#env.ts';

/** Completes the commands of a sentence of another package with the home of this dashboard. */
export function withCommands(sentence: string): string {
  return completedCommands(sentence, { home: readEnvironment().commandHome });
}
