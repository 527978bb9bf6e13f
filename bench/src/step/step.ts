import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { BenchError } from '../errors.ts';
import { provideEnvironments, startField } from './measure.ts';
import { drawStep, prepareReport, type Setting } from './prepare-report.ts';
import { type Shape, shapes } from './shapes.ts';
import { writeTask } from './task.ts';

/** One training step of each network, ours beside the peers', alternating in one run: on one core, and the first network by two workers on two cores. */
export const step: Bench = {
  defaultRounds: 15,

  async measure({ rounds, only, machine, folder, note }) {
    const chosen = chooseShapes(only);
    const environments = await provideEnvironments(machine, note);
    const settings: Setting[] = [];
    for (const workers of machine.cores > 1 ? [1, 2] : [1]) {
      const measured = workers === 1 ? chosen : chosen.filter((shape) => shape === shapes[0]);
      if (measured.length === 0) continue;
      const field = startField({ machine, workers, environments, note });
      for (const shape of measured) {
        note(`${shape.name}, ${workers} of ${machine.cores} cores`);
        const taskFolder = join(folder, `task-${shape.name}`);
        await writeTask(shape, taskFolder);
        settings.push({ shape, workers, ...(await field.measure(shape, taskFolder, rounds)) });
      }
      await field.end();
    }
    return { data: settings, markdown: prepareReport(settings), images: only === null ? { 'step.svg': drawStep(settings) } : {} };
  },
};

function chooseShapes(only: readonly string[] | null): readonly Shape[] {
  if (only === null) return shapes;
  const unknown = only.find((name) => !shapes.some((shape) => shape.name === name));
  if (unknown !== undefined) {
    throw new BenchError('BAD_INPUT', `--only: received "${unknown}"; allowed are ${shapes.map(({ name }) => name).join(', ')}.`);
  }
  return shapes.filter(({ name }) => only.includes(name));
}
