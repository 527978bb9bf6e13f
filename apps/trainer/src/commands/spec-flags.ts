import { sizesFlags, specFlags } from '@hourglass/sweeps/flags';
import type { Command } from 'commander';

/** Adds a flag for each field of a spec. */
export function addSpecFlags(command: Command): Command {
  for (const { flag, help } of sizesFlags) command.option(flag, help, (text: string, others: readonly string[] = []) => [...others, text]);
  return specFlags.reduce((extended, { flag, help }) => extended.option(flag, help), command);
}
