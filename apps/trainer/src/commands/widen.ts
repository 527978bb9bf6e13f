import { readEnvironment } from '../env.ts';
import { givenFolder } from '../given-path.ts';
import { printOutput } from '../json/print-output.ts';
import { withProgress } from '../terminal/action-progress.ts';
import { print } from '../terminal/print.ts';
import { planGiven, readSpecFile, replaceLabels } from './create-sweep.ts';
import { changing } from './open-home.ts';
import type { CommonOptions } from './options.ts';

/** Adds the runs of a wider spec to a sweep. A running `sweep` or `up` trains them. */
export async function widen(id: string, file: string, options: CommonOptions): Promise<void> {
  const { plan, labels } = await planGiven(await readSpecFile(file, givenFolder()), readEnvironment(options.home).home);
  await changing(options, async (store) => {
    const { message, ...widened } = await withProgress('Adding runs', (onProgress) =>
      store.steering.widen(id, plan, { source: 'cli', onProgress }),
    );
    const notes = [...plan.notes, ...(await replaceLabels(store, widened.id, labels))];
    if (options.json) printOutput('sweeps widen', { ...widened, message, notes });
    else for (const line of [message, ...notes]) print(line);
  });
}
