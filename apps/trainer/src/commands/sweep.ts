import type { AddedRuns, Run, Store, Sweep } from '@hourglass/db';
import { findOwner, openStore } from '@hourglass/db';
import { runConfigSchema } from '@hourglass/model/config';
import { formatNumberOf, formatRunCounts, inLine } from '@hourglass/presentation';
import { type DatasetFacts, isFinished, typicalWorkerBytes, workerBytes } from '@hourglass/sweeps';
import { documentFromFlags } from '@hourglass/sweeps/flags';
import { type Environment, readEnvironment } from '../env.ts';
import { TrainerError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { givenFolder } from '../given-path.ts';
import { interruptSignal } from '../interrupt.ts';
import type { Output } from '../json/outputs.ts';
import { printOutput } from '../json/print-output.ts';
import { describeRun } from '../json/run-json.ts';
import { chooseWorkers } from '../machine/choose-workers.ts';
import { countWorkers } from '../machine/decide-workers.ts';
import { note, print } from '../terminal/print.ts';
import { createProgressView } from '../terminal/progress-view.ts';
import { formatRuns } from '../terminal/runs-table.ts';
import type { ProgressView } from '../terminal/sweep-progress.ts';
import { watchSweep } from '../watch-sweep.ts';
import { type Pool, startPool } from '../worker/pool.ts';
import { createSweep, type GivenSpec, readSpecFile } from './create-sweep.ts';
import { detach } from './detach.ts';
import type { CommonOptions } from './options.ts';

export interface SweepOptions extends CommonOptions {
  readonly retry?: boolean;
  readonly workers?: number;
  /** Whether the command ends at once and other processes train the sweep. */
  readonly detach?: boolean;
}

/** Starts or continues a sweep and watches it to its end. Returns the exit code. */
export async function sweep(file: string | undefined, options: SweepOptions): Promise<number> {
  const environment = readEnvironment(options.home);
  const { home, databaseUrl } = environment;
  const open = () => openStore({ home, mode: 'write', ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  const {
    store,
    sweep: created,
    existed,
    notes,
    ...added
  } = await createSweep(open, await readSource(file, options), { home, retry: options.retry ?? false });
  try {
    if (options.detach) {
      for (const line of [startText(created, existed, added), ...notes]) note(line);
      const detached = await detach(store, created.id, options.workers);
      if (options.json) printOutput('sweep', { type: 'sweep', id: created.id, name: created.name, existed, ...added, notes, ...detached });
      return exitCodes.done;
    }
    if (options.json) printOutput('sweep', { type: 'sweep', id: created.id, name: created.name, existed, ...added, notes });
    else for (const line of [startText(created, existed, added), ...notes]) note(line);
    return await watchToEnd(store, created, environment, options);
  } finally {
    await store.close();
  }
}

async function readSource(file: string | undefined, options: SweepOptions): Promise<GivenSpec> {
  const from = givenFolder();
  const document = documentFromFlags({ ...options });
  if (file !== undefined && document !== null) {
    throw new TrainerError('BAD_INPUT', `FILE and flags: received "${file}" and flags that describe a sweep; give one or the other.`);
  }
  if (file !== undefined) return readSpecFile(file, from);
  if (document === null)
    throw new TrainerError('BAD_INPUT', 'FILE: missing; give a spec, for example examples/seed.yaml, or describe one with --dims.');
  return { document, text: null, folder: from };
}

function startText({ id, name, counts, baselines }: Sweep, existed: boolean, { addedRuns, addedBaselines }: AddedRuns): string {
  const runs = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const description = `${inLine(name)} (${id}): ${formatRunCounts(runs, baselines)}`;
  if (!existed) return description;
  const added = addedRuns + addedBaselines === 0 ? 'nothing' : formatRunCounts(addedRuns, addedBaselines);
  return `${description}, already known; added ${added}; ${formatNumberOf(counts.complete, 'run')} complete`;
}

async function watchToEnd(store: Store, watched: Sweep, environment: Environment, options: SweepOptions): Promise<number> {
  const { id, axes, ranking } = watched;
  let pool: Pool | null = null;
  const signal = interruptSignal(() => pool?.kill());
  const view: ProgressView = options.json ? { update: () => {}, line: () => {}, end: () => {} } : createProgressView();
  const first = await store.runs.list({ sweep: id });
  let runs: readonly Run[] = first;
  if (!first.every(({ state }) => isFinished(state))) {
    const { leaseMilliseconds } = environment;
    const needed = { sweep: id, leaseMilliseconds, workerBytes: peakWorkerBytes(first, watched.facts), onLine: view.line };
    pool = await poolFor(store, needed, options);
  }
  let brokenBecause: string | null = null;
  const broken = new AbortController();
  pool?.failed.then((reason) => {
    brokenBecause = reason;
    broken.abort();
  });
  try {
    const startedAt = Date.now();
    const stepsBefore = sumOfSteps(first);
    for await (const latest of watchSweep(store, id, AbortSignal.any([signal, broken.signal]))) {
      if (options.json) reportChanges(runs, latest);
      runs = latest;
      view.update({ runs, axes, stepsDone: sumOfSteps(runs) - stepsBefore, seconds: (Date.now() - startedAt) / 1000 });
    }
  } finally {
    view.end();
    if (signal.aborted && pool !== null) {
      note('Interrupted: every run is being checkpointed and released. Press Ctrl-C again to quit immediately.');
    }
    await pool?.stop();
  }
  if (brokenBecause !== null) throw new TrainerError('WORKER_LOST', brokenBecause);
  if (signal.aborted) {
    note(
      pool === null
        ? `Only watching was interrupted: the sweep is still trained by other workers. To stop it: ./hourglass sweeps stop ${id}`
        : 'Run the same command again to continue.',
    );
    return exitCodes.interrupted;
  }
  if (!runs.every(({ state }) => isFinished(state))) {
    const { wantedReason } = await store.sweeps.get(id);
    note(`${wantedReason ?? 'Paused.'} Resume with: ./hourglass sweeps resume ${id}`);
    return exitCodes.interrupted;
  }
  if (options.json) printOutput('sweep', summary(id, runs));
  else print(formatRuns(runs, { axes, ranking }));
  for (const run of runs) if (run.state === 'failed') note(`${run.id} failed: ${run.exitReason}`);
  return runs.some(({ state }) => state === 'failed') ? exitCodes.failed : exitCodes.done;
}

interface PoolFor {
  readonly sweep: string;
  readonly leaseMilliseconds: number;
  /** Memory that one worker takes at its peak. */
  readonly workerBytes: number;
  readonly onLine: (line: string) => void;
}

/** Starts workers for the sweep. Returns null if a dashboard of this home already has workers; a dashboard without workers does not count. */
async function poolFor(
  store: Store,
  { workerBytes, ...needed }: PoolFor,
  { workers: requested, json }: SweepOptions,
): Promise<Pool | null> {
  const owner = await findOwner(store.home);
  if (owner !== null && owner.workers > 0) {
    note(`It is trained by the workers of ${owner.url}.`);
    return null;
  }
  const { workers, because, problem } = chooseWorkers(requested, workerBytes);
  if (!json) note(`${countWorkers(workers)}, ${because}.`);
  return startPool({ ...needed, store, workers, problem, quiet: true });
}

/** Memory of a worker that trains the largest of these runs. */
function peakWorkerBytes(runs: readonly Run[], facts: DatasetFacts | null): number {
  const trained = runs.filter(({ kind, state }) => kind === 'run' && !isFinished(state));
  if (facts === null || trained.length === 0) return typicalWorkerBytes;
  return Math.max(...trained.map(({ parameters }) => workerBytes(runConfigSchema.parse(parameters), facts)));
}

function sumOfSteps(runs: readonly Run[]): number {
  return runs.reduce((sum, { step }) => sum + step, 0);
}

function reportChanges(before: readonly Run[], after: readonly Run[]): void {
  const known = new Map(before.map((run) => [run.id, run]));
  for (const run of after) {
    const old = known.get(run.id);
    if (old?.state === run.state && old.lastValidationCost === run.lastValidationCost) continue;
    printOutput('sweep', {
      type: 'run',
      id: run.id,
      kind: run.kind,
      state: run.state,
      step: run.step,
      validationCostPerSample: run.lastValidationCost,
    });
  }
}

function summary(id: string, runs: readonly Run[]): Output<'sweep'> {
  return {
    type: 'summary',
    sweep: id,
    // `seconds` is the older name of `trainingSeconds`.
    runs: runs.map((run) => ({ ...describeRun(run), seconds: run.trainingSeconds })),
  };
}
