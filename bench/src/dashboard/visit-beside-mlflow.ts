import { BenchError } from '../errors.ts';
import type { PeerEnvironment } from '../peers/environments.ts';
import type { FilledHome } from './homes.ts';
import { type Measuring, ownPages, type VisitedPage, visitPages } from './measure.ts';
import { fillMlflow } from './mlflow.ts';
import type { DashboardFindings } from './prepare-report.ts';
import { type Served, serve } from './serving.ts';

interface BesideOptions extends Measuring {
  readonly environment: PeerEnvironment;
  /** For MLflow's store. */
  readonly folder: string;
}

type Visited = Pick<DashboardFindings, 'memory' | 'missing'> & { readonly visits: readonly VisitedPage[] };

/** Opens our pages and MLflow's with the same runs in alternation. Where MLflow can't be installed, only ours, with the reason. */
export async function visitBesideMlflow(home: FilledHome, { url }: Served, options: BesideOptions): Promise<Visited> {
  const { environment, folder, note } = options;
  const own = ownPages(home, url);
  const withoutMlflow = async (why: string): Promise<Visited> => ({
    visits: await visitPages([own], options),
    memory: [],
    missing: [`Missing: MLflow, because ${why}.`],
  });
  if ('missing' in environment) return withoutMlflow(environment.missing);
  try {
    note("writing the same runs into MLflow's store");
    const { server, pages } = await fillMlflow(home, environment.python, folder);
    return await serve(server, async (mlflow) => ({
      visits: await visitPages([own, pages(mlflow.url)], options),
      memory: [{ name: 'MLflow, the same runs', ...(await mlflow.memory()) }],
      missing: [],
    }));
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    return withoutMlflow(error.message.trim().replace(/\.$/, ''));
  }
}
