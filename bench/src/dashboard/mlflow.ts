import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { measureProcesses } from '../measuring/measure-processes.ts';
import { peersFolder } from '../peers/environments.ts';
import type { FilledHome } from './homes.ts';
import type { VisitedServer } from './measure.ts';
import type { Server } from './serving.ts';
import type { PageTarget } from './visit.ts';

const quiet = { MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true' } as const;

/** An MLflow store with the runs of a home. */
export interface MlflowStore {
  readonly server: Server;
  readonly pages: (url: string) => VisitedServer;
}

/** Writes the runs of a home into an MLflow store. @throws BenchError COMMAND_FAILED with the end of its output */
export async function fillMlflow({ list, curves }: FilledHome, python: string, folder: string): Promise<MlflowStore> {
  const store = join(folder, 'mlflow');
  await mkdir(store);
  const program = [python, join(peersFolder, 'mlflow_runs.py'), list, store] as const;
  const { outputs } = await measureProcesses([{ program, folder: store, env: quiet }]);
  const experiment = z.string().parse(JSON.parse(outputs[0] ?? ''));
  return {
    server: serverOf(python, store),
    pages: (url) => ({
      name: 'MLflow',
      url,
      table: {
        path: `/#/experiments/${experiment}/runs`,
        isReady: `document.querySelectorAll('.ag-center-cols-container .ag-row').length >= 10`,
      },
      chart: metricPage(experiment, curves.slice(0, 10)),
    }),
  };
}

function serverOf(python: string, store: string): Server {
  return {
    name: 'MLflow',
    program: (port) => {
      const place = ['--backend-store-uri', `sqlite:///${join(store, 'mlflow.db')}`, '--default-artifact-root', join(store, 'artifacts')];
      return [python, '-m', 'mlflow', 'server', '--host', '127.0.0.1', '--port', String(port), ...place];
    },
    health: '/health',
    env: quiet,
  };
}

/** MLflow's page with one metric of several runs, which “Compare” opens. */
function metricPage(experiment: string, runs: readonly string[]) {
  const query = new URLSearchParams({
    runs: JSON.stringify(runs.map((run) => run.padEnd(32, '0'))),
    metric: JSON.stringify('cost'),
    experiments: JSON.stringify([experiment]),
    plot_metric_keys: JSON.stringify(['cost']),
    plot_layout: JSON.stringify({ autosize: true, xaxis: {}, yaxis: {} }),
    x_axis: 'step',
    y_axis_scale: 'linear',
    line_smoothness: '1',
    show_point: 'false',
    deselected_curves: '[]',
    last_linear_y_axis_range: '[]',
  });
  return {
    path: `/#/metric?${query}`,
    // Two lines for each run: the smoothed curve, and the raw curve in a fainter colour.
    isReady: `[...document.querySelectorAll('.js-plotly-plot path.js-line')].filter((line) => line.getAttribute('d')).length >= ${2 * runs.length}`,
  };
}

const newRunSchema = z.object({ experiment: z.string(), run: z.string() });
const newestSchema = z.tuple([newRunSchema, newRunSchema]);

export interface ExperimentStore {
  readonly server: Server;
  readonly pages: Readonly<Record<'experiments' | 'runs' | 'run' | 'comparison', PageTarget>>;
}

/** Writes thousands of experiments into an MLflow store. @throws BenchError COMMAND_FAILED with the end of its output */
export async function fillExperiments(
  { experiments, runs }: { readonly experiments: number; readonly runs: number },
  python: string,
  store: string,
): Promise<ExperimentStore> {
  await mkdir(store);
  const program = [python, join(peersFolder, 'mlflow_experiments.py'), String(experiments), String(runs), store] as const;
  const { outputs } = await measureProcesses([{ program, folder: store, env: quiet }]);
  const [newest, other] = newestSchema.parse(JSON.parse(outputs[0] ?? ''));
  const compared = new URLSearchParams({
    runs: JSON.stringify([newest.run, other.run]),
    experiments: JSON.stringify([newest.experiment, other.experiment]),
  });
  return {
    server: serverOf(python, store),
    pages: {
      // Its list shows 25 at a time.
      experiments: { path: '/#/experiments', isReady: `document.querySelectorAll('a[href*="/experiments/"]').length >= 10` },
      runs: {
        path: `/#/experiments/${newest.experiment}/runs`,
        isReady: `document.querySelectorAll('.ag-center-cols-container .ag-row').length >= 1`,
      },
      run: {
        path: `/#/experiments/${newest.experiment}/runs/${newest.run}`,
        isReady: `document.body?.innerText.includes("About this run")`,
      },
      comparison: {
        path: `/#/compare-runs?${compared}`,
        isReady: `document.querySelectorAll('table tbody tr').length >= 1 && document.body.innerText.includes("Comparing 2 Runs")`,
      },
    },
  };
}
