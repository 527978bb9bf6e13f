import type { Garbage, Usage } from '@hourglass/db';
import { formatBytes } from '@hourglass/presentation';
import { TrainerError } from '../errors.ts';
import { withProgress } from '../terminal/action-progress.ts';
import { print, printJson } from '../terminal/print.ts';
import { changing, reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface GcOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** Frees what is deleted and what nobody refers to; with --dry-run it only says what that would be. */
export function gc({ dryRun = false, ...options }: GcOptions): Promise<void> {
  const tell = (garbage: Garbage) => (options.json ? printJson({ ...garbage, dryRun }) : print(garbageText(garbage, dryRun)));
  if (dryRun) return reading(options, async (store) => tell(await store.storage.garbage()));
  return changing(options, async (store) =>
    tell(await withProgress('Freeing', (onProgress) => store.storage.collect({ compact: true, onProgress }))),
  );
}

function garbageText({ deletedRuns, deletedSweeps, heldRuns, files, fileBytes, databaseBytes }: Garbage, dryRun: boolean): string {
  const held = heldRuns === 0 ? '' : `\n${heldRuns} more deleted runs wait for their workers to let go, or can still be brought back.`;
  const total = formatBytes(fileBytes + databaseBytes);
  return [
    `${deletedRuns} deleted runs, ${deletedSweeps} deleted sweeps, ${files} files that belong to nothing (${formatBytes(fileBytes)}), ${formatBytes(databaseBytes)} in the database.`,
    `${dryRun ? 'Would free' : 'Freed'} ${total}.${held}`,
  ].join('\n');
}

/** Shows the disk budget of a home, or sets it. */
export function budget(size: string | undefined, options: CommonOptions): Promise<void> {
  const tell = (usage: Usage) => (options.json ? printJson(usage) : print(usageText(usage)));
  if (size === undefined) return reading(options, async (store) => tell(await store.storage.usage()));
  const bytes = readSize(size);
  return changing(options, async (store) => {
    await store.storage.setBudget(bytes);
    tell(await store.storage.usage());
  });
}

function usageText({ databaseBytes, blobBytes, budgetBytes }: Usage): string {
  const taken = `${formatBytes(databaseBytes + blobBytes)} on disk: ${formatBytes(databaseBytes)} database, ${formatBytes(blobBytes)} files`;
  return `${taken}; ${budgetBytes === null ? 'no budget' : `budget ${formatBytes(budgetBytes)}`}.`;
}

const units: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** `20GB`, `500 MB`, `none` */
export function readSize(text: string): number | null {
  if (text === 'none') return null;
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = units[unit.toUpperCase()];
  const bytes = Number(digits) * (factor ?? Number.NaN);
  if (digits === '' || !Number.isSafeInteger(Math.round(bytes)) || bytes < 1) {
    throw new TrainerError('BAD_INPUT', `SIZE: received "${text}"; allowed are sizes such as 500MB or 20GB, and none.`);
  }
  return Math.round(bytes);
}
