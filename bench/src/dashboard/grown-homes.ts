import { join } from 'node:path';
import { BenchError } from '../errors.ts';
import type { PeerEnvironment } from '../peers/environments.ts';
import { type FilledHome, homes } from './homes.ts';
import { type Measuring, type NamedPage, serveHome, visitInTurns } from './measure.ts';
import { fillExperiments } from './mlflow.ts';
import {
  comparisonPage,
  differencePage,
  formFrom,
  newSweep,
  runPage,
  runTable,
  sweepRuns,
  sweepSearch,
  sweepTable,
  system,
} from './pages.ts';
import type { DashboardFindings } from './prepare-report.ts';
import { serve } from './serving.ts';

export const grownHomes = ['wide', 'deep'] as const;
export type GrownHome = (typeof grownHomes)[number];

interface GrownOptions extends Measuring {
  readonly environment: PeerEnvironment;
  readonly folder: string;
}

type Grown = Pick<DashboardFindings, 'visits' | 'memory' | 'missing'>;

/** Opens the lists of a home with thousands of sweeps, in alternation with MLflow's pages over as many experiments and runs. */
export async function visitGrownHome(name: GrownHome, home: FilledHome, options: GrownOptions): Promise<Grown> {
  const { sweeps, runsPerSweep } = homes[name];
  const what = `${sweeps.toLocaleString('en')} sweeps × ${runsPerSweep}`;
  const { found, memory } = await serveHome(home, ({ url }) => {
    const own = [
      { name: `Hourglass, ${what}: the sweeps`, url, page: sweepTable },
      { name: `Hourglass, ${what}: the runs of a sweep`, url, page: sweepRuns(home) },
      { name: `Hourglass, ${what}: all runs`, url, page: runTable },
      { name: `Hourglass, ${what}: a search for sweeps`, url, page: sweepSearch },
      { name: `Hourglass, ${what}: a run`, url, page: runPage(home) },
      { name: `Hourglass, ${what}: the comparison of two runs`, url, page: comparisonPage(home) },
      { name: `Hourglass, ${what}: the difference of two runs`, url, page: differencePage(home) },
      { name: `Hourglass, ${what}: the form of a new sweep`, url, page: newSweep },
      { name: `Hourglass, ${what}: the form of a clone`, url, page: formFrom(home, 'from') },
      { name: `Hourglass, ${what}: the form that widens a sweep`, url, page: formFrom(home, 'widen') },
      { name: `Hourglass, ${what}: the system page`, url, page: system },
    ];
    return besideMlflow(name, own, options);
  });
  return { ...found, memory: [{ name: `Hourglass, ${what}`, ...memory }, ...found.memory] };
}

async function besideMlflow(name: GrownHome, own: readonly NamedPage[], options: GrownOptions): Promise<Grown> {
  const { environment, folder, note } = options;
  const { sweeps, runsPerSweep } = homes[name];
  const withoutMlflow = async (why: string): Promise<Grown> => ({
    visits: await visitInTurns(own, options),
    memory: [],
    missing: [`Missing of ${name}: MLflow, because ${why}.`],
  });
  if ('missing' in environment) return withoutMlflow(environment.missing);
  try {
    note(`writing ${sweeps} experiments into MLflow's store`);
    const { server, pages } = await fillExperiments(
      { experiments: sweeps, runs: runsPerSweep },
      environment.python,
      join(folder, `mlflow-${name}`),
    );
    const what = `MLflow, ${sweeps.toLocaleString('en')} experiments × ${runsPerSweep}`;
    return await serve(server, async ({ url, memory }) => ({
      visits: await visitInTurns(
        [
          ...own,
          { name: `${what}: the experiments`, url, page: pages.experiments },
          { name: `${what}: the runs of an experiment`, url, page: pages.runs },
          { name: `${what}: a run`, url, page: pages.run },
          { name: `${what}: the comparison of two runs`, url, page: pages.comparison },
        ],
        options,
      ),
      memory: [{ name: what, ...(await memory()) }],
      missing: [],
    }));
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    return withoutMlflow(error.message.trim().replace(/\.$/, ''));
  }
}
