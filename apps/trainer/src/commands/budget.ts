import { DbError, type Usage } from '@hourglass/db';
import { formatBytes } from '@hourglass/presentation';
import { TrainerError } from '../errors.ts';
import { printOutput } from '../json/print-output.ts';
import { print } from '../terminal/print.ts';
import { creating, reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

/** Shows the disk budget of a home, or sets it. */
export function budget(size: string | undefined, options: CommonOptions): Promise<void> {
  const report = (usage: Usage) => (options.json ? printOutput('budget', usage) : print(usageText(usage)));
  if (size === undefined) return showing(options, report);
  const bytes = readSize(size);
  // A budget may be set before the first sweep, so the home is created.
  return creating(options, async (store) => {
    await store.storage.setBudget(bytes);
    report(await store.storage.usage());
  });
}

/** Reports the usage of a home. A home without a database stores nothing, and none is created. */
async function showing(options: CommonOptions, report: (usage: Usage) => void): Promise<void> {
  try {
    await reading(options, async (store) => report(await store.storage.usage()));
  } catch (error) {
    if (!(error instanceof DbError) || error.code !== 'DATABASE_MISSING') throw error;
    report({ databaseBytes: 0, blobBytes: 0, fitBytes: 0, storedBytes: 0, spareBytes: 0, budgetBytes: null });
  }
}

function usageText({ storedBytes, databaseBytes, blobBytes, fitBytes, spareBytes, budgetBytes }: Usage): string {
  const stored = `${formatBytes(storedBytes)} stored: ${formatBytes(databaseBytes)} database, ${formatBytes(blobBytes)} files, ${formatBytes(fitBytes)} cached fits`;
  const spare = `${formatBytes(spareBytes)} more in the database file are free for reuse`;
  return `${stored}; ${budgetBytes === null ? 'no budget' : `budget ${formatBytes(budgetBytes)}`}; ${spare}.`;
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
