import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { provideEnvironments, startField } from './measure.ts';
import { drawSeedStep, prepareReport, type Setting } from './prepare-report.ts';
import { shapes } from './shapes.ts';
import { writeTask } from './task.ts';

/** One training step, ours beside the peers', alternating in one run: on one core, then on all. */
export const seedStep: Bench = {
  defaultRounds: 15,

  async measure({ rounds, machine, folder, note }) {
    const environments = await provideEnvironments(machine, note);
    const settings: Setting[] = [];
    for (const threads of new Set([1, machine.cores])) {
      const field = startField({ machine, threads, environments, note });
      for (const [index, shape] of shapes.entries()) {
        note(`${shape.name} on ${threads} of ${machine.cores} cores`);
        const taskFolder = join(folder, `task-${index}`);
        await writeTask(shape, taskFolder);
        settings.push({ shape, threads, ...(await field.measure(shape, taskFolder, rounds)) });
      }
      await field.end();
    }
    return { data: settings, markdown: prepareReport(settings), images: { 'seed-step.svg': drawSeedStep(settings) } };
  },
};
