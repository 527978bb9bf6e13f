import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { type FirstStart, prepareReport } from './prepare-report.ts';
import { startFreshClone } from './start-fresh-clone.ts';

/** A port that no dashboard of a user is likely to use. */
const port = 4_390;

/** `npm start` on a fresh clone with empty caches, to its first page and its first trained epoch. */
export const firstStart: Bench = {
  defaultRounds: 3,

  async measure({ rounds, folder, note }) {
    const starts: FirstStart[] = [];
    for (let round = 1; round <= rounds; round++) {
      note(`round ${round} of ${rounds}: a fresh clone, about a minute or two`);
      starts.push(await startFreshClone(join(folder, 'first-start'), port));
    }
    return { data: starts, markdown: prepareReport(starts, availableParallelism()), images: {} };
  },
};
