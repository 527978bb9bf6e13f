import { sizesFlags, specFlags } from '@hourglass/sweeps/flags';
import type { Command } from 'commander';

export function addSpecFlags(command: Command): Command {
  for (const { flag, help } of sizesFlags) command.option(flag, help, (text: string, others: readonly string[] = []) => [...others, text]);
  return specFlags.reduce((with_, { flag, help }) => with_.option(flag, help), command);
}
