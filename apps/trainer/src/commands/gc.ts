import type { Collected, Garbage, Thinned } from '@hourglass/db';
import { formatBytes, formatNumberOf } from '@hourglass/presentation';
import { printOutput } from '../json/print-output.ts';
import { withProgress } from '../terminal/action-progress.ts';
import { print } from '../terminal/print.ts';
import { changing, reading } from './open-home.ts';
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
