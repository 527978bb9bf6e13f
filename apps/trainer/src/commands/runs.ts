import type { Epoch, Run, RunQuery, Store } from '@hourglass/db';
import { formatCost, formatCount, formatDuration, formatParameter, formatTimestamp, numberLabel } from '@hourglass/presentation';
import { maxRuns, type RunState, runStates, shownState } from '@hourglass/sweeps';
import { sortParts } from '@hourglass/sweeps/filter';
import { TrainerError } from '../errors.ts';
import { printOutput } from '../json/print-output.ts';
import { describeRun, describeRunWithEpochs } from '../json/run-json.ts';
import { formatEpochs } from '../terminal/epochs-table.ts';
import { note, print } from '../terminal/print.ts';
import { bestFirst, formatFoundRuns } from '../terminal/runs-table.ts';
import { differingParameters, varyingOf } from '../terminal/varying-of.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface ListRunsOptions extends CommonOptions {
  readonly sweep?: string;
  readonly state?: string;
  readonly filter?: string;
  readonly sort?: string;
  /** With --json: also every epoch of every run. */
  readonly epochs?: boolean;
  readonly limit?: number;
}

/** Default number of rows in a table, baselines included. JSON has all by default. */
const tableLimit = 100;

export function listRuns({ sweep, state, filter, sort, epochs, limit, ...options }: ListRunsOptions): Promise<void> {
  return reading(options, async (store) => {
    const kept = {
      ...(sweep === undefined ? {} : { sweep: (await store.sweeps.get(sweep)).id }),
      ...(state === undefined ? {} : { state: readState(state) }),
    };
    const query = { ...(filter === undefined ? {} : { filter }), ...(sort === undefined ? {} : { sort }) };
    const isFound = filter !== undefined || sort !== undefined;
    const found = isFound ? await findRuns(store, query, kept) : await store.runs.list(kept);
    if (options.json) {
      const listed = found.slice(0, limit);
      if (!epochs) return printOutput('runs ls', listed.map(describeRun));
      // One run at a time: a home may have a hundred thousand.
      const described = [];
      for (const run of listed) described.push(await describeRunWithEpochs(store, run));
      return printOutput('runs ls --epochs', described);
    }
    if (found.length === 0) return print('No matching runs.');
    const runs = (sort === undefined ? bestFirst(found) : found).slice(0, limit ?? tableLimit);
    const varying = sweep === undefined ? differingParameters(runs) : varyingOf(runs, (await store.sweeps.get(sweep)).axes);
    const known = await store.finding.fields();
    const fields = sortParts(sort ?? '').map(({ name }) => known.get(name)?.value ?? name);
    print(formatFoundRuns(runs, varying, { fields, valueIn: await sortedValues(store, runs, fields) }));
    if (runs.length < found.length) {
      note(
        `The ${sort === undefined ? 'best' : 'first'} ${formatCount(runs.length)} of ${formatCount(found.length)} rows. --limit ${found.length} lists all; --filter selects some.`,
      );
    }
  });
}

/** Values to show of the fields that runs are sorted by. The numbers of epochs are read only where a field is one of them. */
async function sortedValues(store: Store, runs: readonly Run[], fields: readonly string[]) {
  const own = (run: Run, field: string): unknown => run.values[field] ?? Reflect.get(run, field);
  const isOwn = (field: string) => runs.some((run) => own(run, field) !== undefined);
  const names = new Map(runs.map(({ sweep }) => [sweep, '']));
  if (fields.includes('sweep') || fields.includes('dataset')) {
    for (const { id, name } of await store.sweeps.getMany([...names.keys()])) names.set(id, name);
  }
  const metrics = new Map<string, readonly Epoch[]>();
  if (fields.some((field) => !isOwn(field) && field.includes('.'))) {
    for (const { id } of runs) metrics.set(id, await store.runs.epochs(id));
  }
  return (run: Run, field: string): number | string | null => {
    if (field === 'sweep') return names.get(run.sweep) ?? null;
    const value: unknown = own(run, field);
    if (typeof value === 'number' || typeof value === 'string') return value;
    return metricOf(metrics.get(run.id) ?? [], run, field);
  };
}

/** `validation.cost` of the last epoch, `best.validation.cost` of the best one. */
function metricOf(epochs: readonly Epoch[], { bestEpoch }: Run, field: string): number | null {
  const isBest = field.startsWith('best.');
  const [part = '', name = ''] = (isBest ? field.slice('best.'.length) : field).split('.');
  const epoch = isBest ? epochs.find((one) => one.epoch === bestEpoch) : epochs.at(-1);
  const metrics: Readonly<Record<string, Readonly<Record<string, number>> | undefined>> = epoch?.metrics ?? {};
  return metrics[part]?.[name] ?? null;
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
    if (options.json) return printOutput('runs show', await describeRunWithEpochs(store, run));
    const { provenance, tags, notes } = run;
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
    if (tags.length > 0) print(`tags ${tags.join(', ')}`);
    if (notes !== null) print(`notes: ${notes}`);
    if (provenance !== null) {
      const library = provenance.libraryVersion === null ? '' : ` (library ${provenance.libraryVersion})`;
      print(
        `engine ${provenance.engine} ${provenance.engineVersion}${library}, ${provenance.threads} thread, ${provenance.cpu}, ${provenance.hostname}`,
      );
    }
    if (run.executor !== null) print(`steps run by ${run.executor.name}${run.executor.reason === null ? '' : `: ${run.executor.reason}`}`);
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
