import { join } from 'node:path';
import { inTemporaryFolder } from '../support/hourglass.ts';
import { judgeRound } from './judge-round.ts';
import { expectSuccess, type Fault, killSweep } from './kill-sweep.ts';
import { readRecord } from './read-record.ts';
import { SeededRandom } from './seeded-random.ts';
import { writeSmallSweep } from './small-sweep.ts';

export interface Kills {
  readonly rounds: number;
  readonly counts: Readonly<Record<Fault, number>>;
  readonly resumed: number;
  readonly retried: number;
  /** Problems of all rounds, each with the seed of its round. */
  readonly problems: readonly string[];
}

/** The highest number of kills in one sweep. */
const maxInRound = 12;

/** Disturbs sweeps with `kills` kills in total, and compares each with an undisturbed sweep. Each round can be repeated by its seed. */
export function runKills(total: number, seed: number, print: (line: string) => void): Promise<Kills> {
  return inTemporaryFolder(async (folder) => {
    const spec = await writeSmallSweep(folder);
    const calm = join(folder, 'undisturbed');
    await expectSuccess(['sweep', spec, '--home', calm, '--workers', '2', '--json']);
    const undisturbed = readRecord(calm);
    const counts: Record<Fault, number> = { worker: 0, parent: 0, web: 0, everything: 0, sleep: 0 };
    const problems: string[] = [];
    let rounds = 0;
    let done = 0;
    let resumed = 0;
    let retried = 0;
    while (done < total) {
      const roundSeed = seed + rounds++;
      const round = await killSweep(spec, new SeededRandom(roundSeed), Math.min(maxInRound, total - done));
      for (const fault of round.faults) counts[fault]++;
      done += round.faults.length;
      resumed += round.resumed;
      retried += round.retried;
      const sentences = judgeRound(round, undisturbed);
      problems.push(...sentences.map((sentence) => `seed ${roundSeed}: ${sentence}`));
      print(
        `seed ${roundSeed}: ${round.faults.join(', ') || 'finished before anything happened'}; ${done} of ${total}${sentences.length > 0 ? '; WRONG' : ''}`,
      );
    }
    return { rounds, counts, resumed, retried, problems };
  });
}
