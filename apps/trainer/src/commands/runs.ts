import { writeFile } from 'node:fs/promises';
import type { Run, RunQuery, Store } from '@hourglass/db';
import { formatCount, formatDuration, formatParameter, formatTimestamp, messageOf } from '@hourglass/presentation';
import { type ColourMap, colourMaps } from '@hourglass/presentation/colour-maps';
import { mostRuns, type RunState, runStates } from '@hourglass/sweeps';
import { TrainerError } from '../errors.ts';
import { epochsCsv, stepsCsv } from '../exporting/csv.ts';
import { describeEpoch } from '../exporting/describe-epoch.ts';
import { seedFigure } from '../exporting/figure.ts';
import { weightsNpz } from '../exporting/npz.ts';
import { lowerPriority } from '../lower-priority.ts';
import { formatEpochs } from '../terminal/epochs-table.ts';
import { note, print, printJson } from '../terminal/print.ts';
import { formatRuns } from '../terminal/runs-table.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface ListRunsOptions extends CommonOptions {
  readonly sweep?: string;
  readonly state?: string;
  readonly filter?: string;
  readonly sort?: string;
}

export function listRuns({ sweep, state, filter, sort, ...options }: ListRunsOptions): Promise<void> {
  return reading(options, async (store) => {
    const kept = {
      ...(sweep === undefined ? {} : { sweep: (await store.sweeps.get(sweep)).id }),
      ...(state === undefined ? {} : { state: readState(state) }),
    };
    const query = { ...(filter === undefined ? {} : { filter }), ...(sort === undefined ? {} : { sort }) };
    const isFound = filter !== undefined || sort !== undefined;
    const runs = isFound ? await findRuns(store, query, kept) : await store.runs.list(kept);
    if (options.json) return printJson(await Promise.all(runs.map((run) => describeRun(store, run))));
    if (runs.length === 0) return print('No such runs.');
    const axes = sweep === undefined ? ['dimensions', 'learningRate'] : (await store.sweeps.get(sweep)).axes;
    print(formatRuns(runs, axes));
  });
}

/** In the language of the dashboard's filter bar; the flags beside it hold as well. */
async function findRuns(
  store: Store,
  query: RunQuery,
  kept: { readonly sweep?: string; readonly state?: RunState },
): Promise<readonly Run[]> {
  const { runs } = await store.finding.find({ ...query, offset: 0, limit: mostRuns });
  return runs.filter((run) => (kept.sweep ?? run.sweep) === run.sweep && (kept.state ?? run.state) === run.state);
}

function readState(text: string): RunState {
  const state = runStates.find((known) => known === text);
  if (state === undefined) throw new TrainerError('BAD_INPUT', `--state: received "${text}"; allowed are ${runStates.join(', ')}.`);
  return state;
}

export function showRun(id: string, options: CommonOptions): Promise<void> {
  return reading(options, async (store) => {
    const run = await store.runs.get(id);
    if (options.json) return printJson(await describeRun(store, run));
    const { provenance } = run;
    print(`Run ${run.id} of sweep ${run.sweep}: ${run.state}${run.exitReason === null ? '' : ` (${run.exitReason})`}`);
    print(
      Object.entries(run.values)
        .map(([name, value]) => `${name} ${formatParameter(value)}`)
        .join(', '),
    );
    print(
      `seed ${run.seed}, ${formatCount(run.parameterCount)} parameters, ${startText(run)}, training ${formatDuration(run.trainingSeconds)}`,
    );
    if (provenance !== null) {
      const library = provenance.libraryVersion === null ? '' : ` (library ${provenance.libraryVersion})`;
      print(
        `engine ${provenance.engine} ${provenance.engineVersion}${library}, ${provenance.threads} thread, ${provenance.cpu}, ${provenance.hostname}`,
      );
    }
    print(`\n${formatEpochs(await store.runs.epochs(run.id))}`);
  });
}

function startText({ startedAt }: Run): string {
  return startedAt === null ? 'not started' : `started ${formatTimestamp(startedAt)}`;
}

async function describeRun(store: Store, run: Run): Promise<object> {
  const epochs = await store.runs.epochs(run.id);
  return {
    id: run.id,
    sweep: run.sweep,
    kind: run.kind,
    params: run.parameters,
    seed: run.seed,
    engine: run.provenance?.engine ?? null,
    state: run.state,
    exitReason: run.exitReason,
    parameterCount: run.parameterCount,
    provenance: run.provenance,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    bestEpoch: run.bestEpoch,
    epochs: epochs.map(describeEpoch),
  };
}

export interface ExportOptions extends CommonOptions {
  readonly figure?: string;
  readonly map: string;
  readonly csv?: string | true;
  readonly steps?: boolean;
  readonly weights?: string;
}

/** Computes every requested file before it writes any. */
export function exportRun(id: string, options: ExportOptions): Promise<void> {
  lowerPriority();
  return reading(options, async (store) => {
    if (options.figure === undefined && options.csv === undefined && options.weights === undefined && !options.json) {
      throw new TrainerError('BAD_INPUT', 'runs export: nothing to export; give --figure FILE, --csv [FILE], --json or --weights FILE.');
    }
    const map = readMap(options.map);
    const run = await store.runs.get(id);
    const figure = options.figure === undefined ? null : await seedFigure(store, run, map);
    const weights = options.weights === undefined ? null : await weightsNpz(store, run);
    const csv = options.csv === undefined ? null : options.steps ? await stepsCsv(store, run) : await epochsCsv(store, run);
    if (options.figure !== undefined && figure !== null) await save(options.figure, figure);
    if (options.weights !== undefined && weights !== null) await save(options.weights, weights);
    if (typeof options.csv === 'string' && csv !== null) await save(options.csv, csv);
    else if (csv !== null) process.stdout.write(csv);
    if (options.json) printJson(await describeRun(store, run));
  });
}

function readMap(text: string): ColourMap {
  const map = colourMaps.find((name) => name === text);
  if (map === undefined) throw new TrainerError('BAD_INPUT', `--map: received "${text}"; allowed are ${colourMaps.join(', ')}.`);
  return map;
}

async function save(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
    note(`Wrote ${path}.`);
  } catch (error) {
    const reason = messageOf(error);
    throw new TrainerError('BAD_INPUT', `"${path}" could not be written: ${reason}`, { cause: error });
  }
}
