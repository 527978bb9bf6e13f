import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { provideEnvironment } from '../peers/environments.ts';
import { sweepContenders, type Trained } from './contenders.ts';
import { prepareReport, type SweepFindings } from './prepare-report.ts';
import { measureRecording, type RecordingPair } from './recording-share.ts';
import { sweepFlags } from './runs.ts';
import { writeData } from './write-data.ts';

/** A whole sweep with everything recorded, by Hourglass and by PyTorch with MLflow. */
export const sweep: Bench = {
  defaultRounds: 3,

  async measure({ rounds, machine, folder, note }) {
    const environment = await provideEnvironment('pytorch', { cacheFolder: machine.cacheFolder, note });
    const [ours, ...peers] = sweepContenders;
    const present = 'missing' in environment ? sweepContenders.filter((contender) => contender === ours) : sweepContenders;
    const missing = 'missing' in environment ? peers.map(({ name }) => `Missing: ${name}, because ${environment.missing}.`) : [];
    const python = 'missing' in environment ? '' : environment.python;
    const dataFolder = join(folder, 'data');
    await writeData(dataFolder);

    const trained = new Map<string, Trained[]>(present.map(({ name }) => [name, []]));
    const recording: RecordingPair[] = [];
    for (let round = 1; round <= rounds; round++) {
      for (const [index, { name, train }] of present.entries()) {
        note(`round ${round} of ${rounds}: ${name}`);
        const own = join(folder, `round-${round}-${index}`);
        await mkdir(own);
        trained.get(name)?.push(await train({ folder: own, dataFolder, python }));
      }
      note(`round ${round} of ${rounds}: recording`);
      const own = join(folder, `round-${round}-recording`);
      await mkdir(own);
      recording.push(...(await measureRecording({ folder: own, machine, seed: round, note })));
    }
    const findings: SweepFindings = { contenders: [...trained].map(([name, each]) => ({ name, rounds: each })), recording, missing };
    return { data: findings, markdown: prepareReport(findings, sweepFlags), images: {} };
  },
};
