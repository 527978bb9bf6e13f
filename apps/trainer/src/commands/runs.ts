import { writeFile } from 'node:fs/promises';
import type { Run, RunQuery, Store } from '@hourglass/db';
import { type NamedEpoch, namedEpochs } from '@hourglass/model/metrics';
import { formatCost, formatCount, formatDuration, formatParameter, formatTimestamp, messageOf, numberLabel } from '@hourglass/presentation';
import { type ColourMap, colourMaps } from '@hourglass/presentation/colour-maps';
import { maxRuns, type RunState, runStates, shownState } from '@hourglass/sweeps';
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
    if (runs.length === 0) return print('No matching runs.');
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
  const { runs } = await store.finding.find({ ...query, offset: 0, limit: maxRuns });
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
    print(
      `Run ${run.number === null ? '' : `${numberLabel(run.number)}, `}${run.id} of sweep ${run.sweep}: ${shownState(run)}${run.exitReason === null ? '' : ` (${run.exitReason})`}`,
    );
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
    const epochs = await store.runs.epochs(run.id);
    if (run.kind === 'run' && run.bestEpoch !== null) print(bestText(run, epochs.at(-1)?.epoch));
    print(`\n${formatEpochs(epochs)}`);
  });
}

/** `best epoch 22 of 30 by validation cost: validation 12.35, test 12.61 per sample; last epoch: validation 12.9, test 13.05` */
function bestText(run: Run, lastEpoch: number | undefined): string {
  const costs = (validation: number | null, test: number | null) => `validation ${formatCost(validation)}, test ${formatCost(test)}`;
  const best = `best epoch ${run.bestEpoch} of ${lastEpoch} by validation cost: ${costs(run.bestValidationCost, run.bestTestCost)} per sample`;
  return run.bestEpoch === lastEpoch ? best : `${best}; last epoch: ${costs(run.lastValidationCost, run.lastTestCost)}`;
}

function startText({ startedAt }: Run): string {
  return startedAt === null ? 'not started' : `started ${formatTimestamp(startedAt)}`;
}

async function describeRun(store: Store, run: Run): Promise<object> {
  const epochs = await store.runs.epochs(run.id);
  return {
    id: run.id,
    number: run.number,
    configuration: run.configuration,
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
    bestValidationCostPerSample: run.bestValidationCost,
    bestTestCostPerSample: run.bestTestCost,
    epochs: epochs.map(describeEpoch),
  };
}

export interface ExportOptions extends CommonOptions {
  readonly figure?: string;
  readonly map: string;
  readonly csv?: string | true;
  readonly steps?: boolean;
  readonly weights?: string;
  /** The epoch whose figure and weights are exported. */
  readonly checkpoint: string;
}

/** Computes every requested file before it writes any. */
export function exportRun(id: string, options: ExportOptions): Promise<void> {
  lowerPriority();
  return reading(options, async (store) => {
    if (options.figure === undefined && options.csv === undefined && options.weights === undefined && !options.json) {
      throw new TrainerError('BAD_INPUT', 'runs export: nothing to export; give --figure FILE, --csv [FILE], --json or --weights FILE.');
    }
    const map = readMap(options.map);
    const at = readNamedEpoch(options.checkpoint);
    const run = await store.runs.get(id);
    const figure = options.figure === undefined ? null : await seedFigure(store, run, { map, at });
    const weights = options.weights === undefined ? null : await weightsNpz(store, run, at);
    const csv = options.csv === undefined ? null : options.steps ? await stepsCsv(store, run) : await epochsCsv(store, run);
    const epoch = await epochText(store, run, at);
    if (options.figure !== undefined && figure !== null) await save(options.figure, figure, epoch);
    if (options.weights !== undefined && weights !== null) await save(options.weights, weights, epoch);
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

function readNamedEpoch(text: string): NamedEpoch {
  const at = namedEpochs.find((name) => name === text);
  if (at === undefined) throw new TrainerError('BAD_INPUT', `--checkpoint: received "${text}"; allowed are ${namedEpochs.join(', ')}.`);
  return at;
}

/** `, of the best epoch, 22 (the last is 30)` */
async function epochText(store: Store, { id, kind, bestEpoch }: Run, at: NamedEpoch): Promise<string> {
  const last = (await store.runs.epochs(id)).at(-1)?.epoch;
  if (kind === 'baseline' || last === undefined || bestEpoch === null) return '';
  const [chosen, other] = at === 'best' ? [bestEpoch, `the last is ${last}`] : [last, `the best is ${bestEpoch}`];
  return bestEpoch === last ? `, of epoch ${last}, the best and the last` : `, of the ${at} epoch, ${chosen} (${other})`;
}

/** @param what follows the file's name in the note */
async function save(path: string, content: string | Uint8Array, what = ''): Promise<void> {
  try {
    await writeFile(path, content);
    note(`Wrote ${path}${what}.`);
  } catch (error) {
    const reason = messageOf(error);
    throw new TrainerError('BAD_INPUT', `"${path}" could not be written: ${reason}`, { cause: error });
  }
}
