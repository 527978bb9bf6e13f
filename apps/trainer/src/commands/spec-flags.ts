import { dimensionsFlag, specFlags } from '@hourglass/sweeps/flags';
import type { Command } from 'commander';

export function addSpecFlags(command: Command): Command {
  command.option(dimensionsFlag.flag, dimensionsFlag.help, (text: string, others: readonly string[] = []) => [...others, text]);
  return specFlags.reduce((with_, { flag, help }) => with_.option(flag, help), command);
}
