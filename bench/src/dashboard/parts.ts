import type { PeerEnvironment } from '../peers/environments.ts';
import { comparedRuns, trainComparedRuns } from './compared-home.ts';
import { grownHomes, visitGrownHome } from './grown-homes.ts';
import { fillHome, homes } from './homes.ts';
import { askQueries, type Measuring, moveCharts, moveComparison, moveTable, serveHome } from './measure.ts';
import type { DashboardFindings } from './prepare-report.ts';
import { visitBesideMlflow } from './visit-beside-mlflow.ts';

interface PartOptions extends Measuring {
  readonly environment: PeerEnvironment;
  readonly folder: string;
}

type Part = (options: PartOptions) => Promise<DashboardFindings>;

const nothing: DashboardFindings = { queries: [], visits: [], frames: [], memory: [], missing: [] };

/** Each part fills its home, serves it and measures. Together they are the benchmark, in this order. */
export const parts = {
  async visits(options) {
    options.note('filling a home with 2,000 runs');
    const home = await fillHome('few', options.folder);
    const { found, memory } = await serveHome(home, async (served) => ({
      queries: await askQueries('few', home, served),
      visited: await visitBesideMlflow(home, served, options),
    }));
    const { visits, memory: peers, missing } = found.visited;
    return { ...nothing, queries: found.queries, visits, memory: [{ name: 'Hourglass, 2,000 runs', ...memory }, ...peers], missing };
  },

  async table(options) {
    options.note('filling a home with 10,000 runs');
    const home = await fillHome('many', options.folder);
    const { found, memory } = await serveHome(home, async (served) => ({
      queries: await askQueries('many', home, served),
      frames: await moveTable(served, options),
    }));
    return { ...nothing, ...found, memory: [{ name: 'Hourglass, 10,000 runs', ...memory }] };
  },

  async reconstructions(options) {
    options.note(`training ${comparedRuns} runs to compare`);
    const home = { home: await trainComparedRuns(options.folder) };
    const { found, memory } = await serveHome(home, async (served) => ({ frames: await moveComparison(served, options) }));
    return { ...nothing, ...found, memory: [{ name: `Hourglass, the reconstructions of ${comparedRuns} runs`, ...memory }] };
  },

  async curves(options) {
    options.note('filling a home with 100 curves of 1,000,000 points');
    const home = await fillHome('long', options.folder);
    const { found, memory } = await serveHome(home, async (served) => ({
      queries: await askQueries('long', home, served),
      frames: await moveCharts(home, served, options),
    }));
    return { ...nothing, ...found, memory: [{ name: 'Hourglass, 100 curves of 1,000,000 points', ...memory }] };
  },

  async grown(options) {
    const visited = [];
    for (const name of grownHomes) {
      options.note(`filling a home with ${homes[name].sweeps} sweeps × ${homes[name].runsPerSweep} runs`);
      visited.push(await visitGrownHome(name, await fillHome(name, options.folder), options));
    }
    return {
      ...nothing,
      visits: visited.flatMap(({ visits }) => visits),
      memory: visited.flatMap(({ memory }) => memory),
      missing: visited.flatMap(({ missing }) => missing),
    };
  },
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof parts;
export const partNames: readonly PartName[] = Object.keys(parts).filter(isPart);

export function isPart(name: string): name is PartName {
  return Object.hasOwn(parts, name);
}
