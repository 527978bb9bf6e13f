import { launchBrowser } from '@hourglass/tests/browser';
import type { Bench } from '../bench.ts';
import { provideEnvironment } from '../peers/environments.ts';
import { comparedRuns, trainComparedRuns } from './compared-home.ts';
import { type GrownHome, grownHomes, visitGrownHome } from './grown-homes.ts';
import { type FilledHome, fillHome, homes } from './homes.ts';
import { askQueries, moveCharts, moveComparison, moveTable, serveHome } from './measure.ts';
import { type DashboardFindings, prepareReport } from './prepare-report.ts';
import { visitBesideMlflow } from './visit-beside-mlflow.ts';

/** The dashboard's server and its pages in a real browser, beside MLflow's. */
export const dashboard: Bench = {
  defaultRounds: 3,

  async measure({ rounds, machine, folder, note }) {
    const environment = await provideEnvironment('mlflow', { cacheFolder: machine.cacheFolder, note });
    note('filling a home with 2,000 runs');
    const few = await fillHome('few', folder);
    note('filling a home with 10,000 runs');
    const many = await fillHome('many', folder);
    note('filling a home with 100 curves of 1,000,000 points');
    const long = await fillHome('long', folder);
    note(`training ${comparedRuns} runs to compare`);
    const compared = { home: await trainComparedRuns(folder) };

    const grown: { readonly name: GrownHome; readonly home: FilledHome }[] = [];
    for (const name of grownHomes) {
      note(`filling a home with ${homes[name].sweeps} sweeps × ${homes[name].runsPerSweep} runs`);
      grown.push({ name, home: await fillHome(name, folder) });
    }

    const browser = await launchBrowser();
    try {
      const measuring = { browser, rounds, note };
      const ofFew = await serveHome(few, async (served) => ({
        queries: await askQueries('few', few, served),
        visited: await visitBesideMlflow(few, served, { ...measuring, environment, folder }),
      }));
      const ofMany = await serveHome(many, async (served) => ({
        queries: await askQueries('many', many, served),
        frames: await moveTable(served, measuring),
      }));
      const ofLong = await serveHome(long, async (served) => ({
        queries: await askQueries('long', long, served),
        frames: await moveCharts(long, served, measuring),
      }));
      const ofCompared = await serveHome(compared, async (served) => ({ frames: await moveComparison(served, measuring) }));
      const ofGrown = [];
      for (const { name, home } of grown) ofGrown.push(await visitGrownHome(name, home, { ...measuring, environment, folder }));
      const findings: DashboardFindings = {
        queries: [...ofFew.found.queries, ...ofMany.found.queries, ...ofLong.found.queries],
        visits: [...ofFew.found.visited.visits, ...ofGrown.flatMap(({ visits }) => visits)],
        frames: [...ofMany.found.frames, ...ofCompared.found.frames, ...ofLong.found.frames],
        memory: [
          { name: 'Hourglass, 2,000 runs', ...ofFew.memory },
          ...ofFew.found.visited.memory,
          { name: 'Hourglass, 10,000 runs', ...ofMany.memory },
          { name: 'Hourglass, 100 curves of 1,000,000 points', ...ofLong.memory },
          { name: `Hourglass, the reconstructions of ${comparedRuns} runs`, ...ofCompared.memory },
          ...ofGrown.flatMap(({ memory }) => memory),
        ],
        missing: [...ofFew.found.visited.missing, ...ofGrown.flatMap(({ missing }) => missing)],
      };
      return { data: findings, markdown: prepareReport(findings), images: {} };
    } finally {
      await browser.close();
    }
  },
};
