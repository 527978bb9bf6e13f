import type { FoundRun, Run, RunQuery, Store, Sweep } from '@hourglass/db';
import { ignoredCode, isDefaultRanking, metricTitle } from '@hourglass/model/metrics';
import { formatCost, formatCount, formatDuration, formatParameter, formatTimestamp, inLine, numberLabel } from '@hourglass/presentation';
import { present } from '@hourglass/presentation/at';
import { maxRuns, runStates, shownState } from '@hourglass/sweeps';
import { type FilterField, sortParts } from '@hourglass/sweeps/filter';
import { runMetricText } from '@hourglass/sweeps/metrics';
import { printOutput } from '../json/print-output.ts';
import { describeRun, describeRunWithEpochs } from '../json/run-json.ts';
import { formatEpochs } from '../terminal/epochs-table.ts';
import { note, print } from '../terminal/print.ts';
import { formatFoundRuns } from '../terminal/runs-table.ts';
import { differingParameters, varyingOf } from '../terminal/varying-of.ts';
import { oneOf } from './one-of.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface ListRunsOptions extends CommonOptions {
  readonly sweep?: string;
  readonly state?: string;
  readonly filter?: string;
  readonly sort?: string;
  /** Whether --json includes every epoch of every run. */
  readonly epochs?: boolean;
  readonly limit?: number;
}

/** Default number of rows in a table, baselines included. JSON has all by default. */
const tableLimit = 100;

/** Runs without a validation cost come last, in the order of their creation. */
const bestFirst = 'bestValidationCost,number';

/** The runs of one sweep are sorted by the metric that ranks them. */
function bestFirstOf({ ranking }: Pick<Sweep, 'ranking'>): string {
  if (isDefaultRanking(ranking)) return bestFirst;
  return `${ranking.direction === 'maximise' ? '-' : ''}${runMetricText({ at: 'best', ...ranking })},number`;
}

/** The filter of lists without a filter and a sort order: they include archived runs and baselines. */
const everything = 'kind in [run, baseline] and (archived or not archived)';

export function listRuns(given: ListRunsOptions): Promise<void> {
  return reading(given, (store) => (given.json ? printRunsAsJson(store, given) : printRunsTable(store, given)));
}

/** Prints all runs by default. With a filter or a sort order, runs have the order of the search; without, that of their creation. */
async function printRunsAsJson(store: Store, { epochs = false, limit, ...given }: ListRunsOptions): Promise<void> {
  const { sweep, state, filter, sort } = given;
  const isFound = filter !== undefined || sort !== undefined;
  const kept = { ...(sweep === undefined ? {} : { sweep }), ...(state === undefined ? {} : { state: oneOf(runStates, '--state', state) }) };
  const query = isFound ? { ...(await selectedRuns(store, given)), ...(sort === undefined ? {} : { sort }) } : null;
  const runs =
    query === null
      ? (await store.runs.list(kept)).slice(0, limit)
      : (await store.finding.find({ ...query, offset: 0, limit: limit ?? maxRuns })).runs;
  if (!epochs) return printOutput('runs ls', runs.map(describeRun));
  // One run at a time: a home may have a hundred thousand.
  const described = [];
  for (const run of runs) described.push(await describeRunWithEpochs(store, run));
  printOutput('runs ls --epochs', described);
}

async function printRunsTable(store: Store, { limit = tableLimit, ...given }: ListRunsOptions): Promise<void> {
  const sweep = given.sweep === undefined ? null : await store.sweeps.get(given.sweep);
  // A metric can be sorted by once a run has recorded it.
  const bestOfSweep = sweep === null || sweep.best === null ? bestFirst : bestFirstOf(sweep);
  const sort = given.sort ?? bestOfSweep;
  const { runs, total } = await store.finding.find({ ...(await selectedRuns(store, given)), sort, offset: 0, limit });
  if (total === 0) return print('No matching runs.');
  const varying = sweep === null ? differingParameters(runs) : varyingOf(runs, sweep.axes);
  const fields = await sortedFields(store, sort === bestFirst ? '' : sort);
  print(formatFoundRuns(runs, varying, { fields: fields.map(nameOf), valueIn: await sortedValues(store, runs, fields) }));
  if (runs.length < total) {
    note(
      `The ${given.sort === undefined ? 'best' : 'first'} ${formatCount(runs.length)} of ${formatCount(total)} rows. --limit ${total} lists all; --filter selects some.`,
    );
  }
}

/** The filter in the language of the dashboard's filter bar, combined with the other flags. */
async function selectedRuns(store: Store, { sweep, state, filter, sort }: ListRunsOptions): Promise<RunQuery> {
  const flags = [
    ...(sweep === undefined ? [] : [`sweep.id = "${(await store.sweeps.get(sweep)).id}"`]),
    ...(state === undefined ? [] : [`state = ${oneOf(runStates, '--state', state)}`]),
  ];
  if (filter === undefined) return { filter: [...(sort === undefined ? [everything] : []), ...flags].join(' and ') };
  if (flags.length === 0) return { filter };
  // An error names a position in the filter as it was given.
  await store.finding.find({ filter, offset: 0, limit: 0 });
  return { filter: `(${filter}) and ${flags.join(' and ')}` };
}

/** The fields that runs are sorted by. */
async function sortedFields(store: Store, sort = ''): Promise<readonly FilterField[]> {
  const known = await store.finding.fields();
  return sortParts(sort).map(({ name }) => present(known.get(name), `field ${name}`));
}

/** The name of a field among the values of a run. */
function nameOf({ name, value }: FilterField): string {
  return value ?? name;
}

/** Values to show of the fields that runs are sorted by. */
async function sortedValues(store: Store, runs: readonly FoundRun[], fields: readonly FilterField[]) {
  const ids = runs.map(({ id }) => id);
  const metrics = new Map<string, ReadonlyMap<string, number>>();
  for (const field of fields) if (field.metric !== undefined) metrics.set(nameOf(field), await store.runs.metric(ids, field.metric));
  return (run: FoundRun, field: string): number | string | null => {
    if (field === 'sweep') return run.sweepName;
    const value: unknown = metrics.get(field)?.get(run.id) ?? run.values[field] ?? Reflect.get(run, field);
    return typeof value === 'number' || typeof value === 'string' ? value : null;
  };
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
    if (tags.length > 0) print(`tags ${inLine(tags.join(', '))}`);
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
    const ignored = ignoredCode(epochs.at(-1)?.metrics ?? {}, Number(run.values.codeSize));
    if (ignored !== null) print(ignored);
    print(`\n${formatEpochs(epochs)}`);
  });
}

/** `best epoch 22 of 30 by validation cost: validation 12.35, test 12.61 per sample; last epoch: validation 12.9, test 13.05` */
function bestText(run: Run, lastEpoch: number | undefined): string {
  const costs = (validation: number | null, test: number | null) => `validation ${formatCost(validation)}, test ${formatCost(test)}`;
  const { ranking, bestValue } = run;
  const ranked = isDefaultRanking(ranking) || bestValue === null ? '' : ` (${formatParameter(bestValue)})`;
  const best = `best epoch ${run.bestEpoch} of ${lastEpoch} by ${metricTitle(ranking)}${ranked}: ${costs(run.bestValidationCost, run.bestTestCost)} per sample`;
  return run.bestEpoch === lastEpoch ? best : `${best}; last epoch: ${costs(run.lastValidationCost, run.lastTestCost)}`;
}

function startText({ startedAt }: Run): string {
  return startedAt === null ? 'not started' : `started ${formatTimestamp(startedAt)}`;
}
