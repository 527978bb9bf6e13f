import type { Collected, Garbage, Thinned, Usage } from '@hourglass/db';
import { formatBytes, formatNumberOf } from '@hourglass/presentation';
import { TrainerError } from '../errors.ts';
import { printOutput } from '../json/print-output.ts';
import { withProgress } from '../terminal/action-progress.ts';
import { print } from '../terminal/print.ts';
import { changing, creating, reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface GcOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly thin?: boolean;
}

/** Frees deleted data, unreferenced files and unneeded fits, and with --thin reconstructions. With --dry-run it only reports them. */
export function gc({ dryRun = false, thin = false, ...options }: GcOptions): Promise<void> {
  const report = (freed: FreedText) =>
    options.json ? printOutput('gc', { ...freed.garbage, ...freed.thinned, dryRun }) : print(garbageText(freed));
  if (dryRun) {
    return reading(options, async (store) =>
      report({ garbage: await store.storage.garbage(), thinned: thin ? thinnedJson(await store.storage.thinnable()) : null, dryRun }),
    );
  }
  return changing(options, async (store) => {
    const thinned = thin ? thinnedJson(await withProgress('Thinning', (onProgress) => store.storage.thin({ onProgress }))) : null;
    const garbage = await withProgress('Freeing', (onProgress) => store.storage.collect({ compact: true, onProgress }));
    report({ garbage, thinned, dryRun });
  });
}

interface FreedText {
  readonly garbage: Garbage & Partial<Collected>;
  readonly thinned: ReturnType<typeof thinnedJson> | null;
  readonly dryRun: boolean;
}

function thinnedJson({ runs, reconstructions, bytes }: Thinned) {
  return { thinnedRuns: runs, reconstructions, reconstructionBytes: bytes };
}

function garbageText({ garbage, thinned, dryRun }: FreedText): string {
  const { deletedRuns, deletedSweeps, heldRuns, files, fileBytes, fits, fitBytes, databaseBytes, spareBytes, isCompacted } = garbage;
  const freed = fileBytes + fitBytes + databaseBytes + (thinned?.reconstructionBytes ?? 0);
  return [
    ...(thinned === null
      ? []
      : [
          `${formatNumberOf(thinned.reconstructions, 'reconstruction')} of ${formatNumberOf(thinned.thinnedRuns, 'run')} that their specs do not keep (${formatBytes(thinned.reconstructionBytes)}).`,
        ]),
    `${formatNumberOf(deletedRuns, 'deleted run')}, ${formatNumberOf(deletedSweeps, 'deleted sweep')} (${formatBytes(databaseBytes)}), ${formatNumberOf(files, 'file')} that nothing refers to (${formatBytes(fileBytes)}).`,
    ...(fits.length === 0
      ? []
      : [
          `${formatNumberOf(fits.length, 'cached fit')} of baselines that no sweep needs (${formatBytes(fitBytes)}):`,
          ...fits.map((name) => `  fits/${name}`),
        ]),
    `${dryRun ? 'Would free' : 'Freed'} ${formatBytes(freed)}${spareBytes > 0 ? `, and ${formatBytes(spareBytes)} of the database file were already free` : ''}.`,
    ...(isCompacted === false
      ? [
          'A worker holds a run, so the free space stays in the database file and is reused. `gc` returns it to the disk when no run is training.',
        ]
      : []),
    ...(heldRuns === 0
      ? []
      : [`${formatNumberOf(heldRuns, 'more deleted run')} are still held by their workers or can still be restored.`]),
  ].join('\n');
}

/** Shows the disk budget of a home, or sets it. */
export function budget(size: string | undefined, options: CommonOptions): Promise<void> {
  const report = (usage: Usage) => (options.json ? printOutput('budget', usage) : print(usageText(usage)));
  if (size === undefined) return reading(options, async (store) => report(await store.storage.usage()));
  const bytes = readSize(size);
  // Also before the first sweep: a budget is known when the home is made.
  return creating(options, async (store) => {
    await store.storage.setBudget(bytes);
    report(await store.storage.usage());
  });
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
