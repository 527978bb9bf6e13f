import { formatBytes } from '@hourglass/presentation';
import type { BlobFiles } from '../blobs/blob-files.ts';
import type { Database, Queries } from '../client.ts';
import type { StorageRepository } from '../contract/storage.ts';
import { findSweep } from '../repositories/find.ts';
import { backUp } from './back-up.ts';
import { checkStore } from './check-store.ts';
import { collectGarbage } from './collect-garbage.ts';
import { findGarbage } from './find-garbage.ts';
import { readSetting, writeSetting } from './settings.ts';
import { findThinnable, thinHome } from './thin-home.ts';
import { blobBytesOf, readUsage, rowBytesOf, type UsedFiles, uploadBytesOf } from './usage.ts';
import { wouldFree } from './would-free.ts';

export interface StorageParts extends UsedFiles {
  readonly files: BlobFiles;
  /** Current time in UTC milliseconds; decides whether a deletion can still be undone. */
  readonly now: () => number;
}

export function storageRepository(database: Database, { files, databasePath, fits, now }: StorageParts): StorageRepository {
  const { reader } = database;
  const usage = () => readUsage(reader, { databasePath, fits });
  return {
    usage,

    async usageOfSweep(sweep) {
      const { key } = await findSweep(reader, sweep);
      const runs = (await reader.run.findMany({ where: { sweepKey: key }, select: { key: true } })).map((run) => run.key);
      return (await rowBytesOf(reader, runs)) + (await blobBytesOf(reader, runs)) + (await uploadBytesOf(reader, [key]));
    },

    wouldFree: (targets) => database.snapshot((snapshot) => wouldFree(snapshot, targets)),

    setBudget: (bytes) => database.write((transaction) => writeSetting(transaction, 'diskBudgetBytes', bytes)),

    async overBudget() {
      const budgetBytes = await readSetting(reader, 'diskBudgetBytes');
      // Called after every checkpoint of every run. Most homes have no budget, and summing the sizes of thousands of files is slow.
      if (budgetBytes === null) return null;
      const { storedBytes } = await usage();
      if (storedBytes <= budgetBytes) return null;
      return `Paused, because this home stores ${formatBytes(storedBytes)}, more than its budget of ${formatBytes(budgetBytes)}. ${await database.snapshot(suggestRemedies)}`;
    },

    garbage: () => database.snapshot((snapshot) => findGarbage(snapshot, { blobs: files, fits }, now())),

    async collect({ compact = false, onProgress } = {}) {
      const found = await collectGarbage(database, { blobs: files, fits }, now(), onProgress);
      const isCompacted = compact && (await reader.lease.count({ where: { endedAt: null } })) === 0;
      if (isCompacted) await database.compact();
      return Object.freeze({ ...found, isCompacted });
    },

    thinnable: () => database.snapshot(findThinnable),
    thin: ({ onProgress } = {}) => thinHome(database, onProgress),

    check: ({ onProgress } = {}) => checkStore(reader, files, { now: now(), onProgress }),
    backUp: (path, work) => backUp(database, files, path, work),
  };
}

/** Suggests ways to get below the disk budget. */
async function suggestRemedies(snapshot: Queries): Promise<string> {
  const { bytes } = await findThinnable(snapshot);
  const thinning = bytes > 0 ? `Free ${formatBytes(bytes)} of reconstructions (./hourglass gc --thin), delete` : 'Delete';
  return `${thinning} runs that are not needed and free their files (./hourglass gc), or raise the budget (./hourglass budget SIZE), then resume.`;
}
