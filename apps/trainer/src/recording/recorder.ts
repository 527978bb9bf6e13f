import type { Dataset } from '@hourglass/datasets';
import type {
  CheckpointKeeping,
  Claim,
  NewEpoch,
  NewEvent,
  NewFigure,
  NewReconstruction,
  Provenance,
  Recording,
  RunExecutor,
  Store,
} from '@hourglass/db';
import {
  type CheckpointEvent,
  countSteps,
  type EpochEvent,
  type FigureEvent,
  type ReconstructionsEvent,
  type ResultEvent,
  type TrainEvent,
} from '@hourglass/model';
import { metricValue } from '@hourglass/model/metrics';
import type { ReconstructionKeeping } from '@hourglass/sweeps';
import type { Wanted } from '@hourglass/sweeps/run-state';
import type { RunLog } from '../worker/run-log.ts';
import { bytesOf } from './bytes-of.ts';
import { checkpointDataOf } from './checkpoint-data.ts';
import { createCheckpointKeeper, type SavedCheckpoint } from './checkpoint-keeper.ts';
import { describeReconstruction } from './describe-reconstruction.ts';
import { epochEvent } from './epoch-event.ts';
import { describeFigure } from './figures.ts';
import { joinSteps, type TimedSteps } from './join-steps.ts';
import { addMean } from './probes.ts';

export interface RecorderOptions {
  readonly store: Store;
  readonly claim: Claim;
  readonly dataset: Dataset;
  /** Id of the stored probe set. */
  readonly probeSet: string;
  /** The worker and the code that train the run. */
  readonly provenance: Provenance;
  /** Whether a complete run keeps the state that an extension needs. */
  readonly extendable: boolean;
  /** Which epochs keep their reconstructions. */
  readonly keepReconstructions: ReconstructionKeeping;
  readonly log: RunLog;
  /** Called after each write with the state that a person wants for the run. */
  readonly onWanted: (wanted: Wanted) => void;
  /** UTC milliseconds. */
  readonly now: () => number;
}

export interface Recorder {
  /** Waits only for writes that are due now; checkpoint files are written while training continues. */
  record(event: TrainEvent): Promise<void>;
  /** Adds an event to the run with the next write. */
  addEvent(event: NewEvent): void;
  /** The last recorded step. */
  readonly step: number;
  /** Whether the run has reached its last step. */
  readonly hasResult: boolean;
  /** Writes everything that is buffered. */
  flush(): Promise<void>;
  /** Call after the last event of a complete run. Returns what the run keeps. */
  finish(): Promise<{ readonly keep: CheckpointKeeping; readonly keepReconstructions: ReconstructionKeeping }>;
}

/** Metrics of steps are buffered for at most this long, so that they share a transaction. */
const flushMilliseconds = 1_000;

/** A checkpoint whose files are being written, with everything recorded up to its step. */
interface Saving {
  readonly recording: Recording;
  readonly files: Promise<SavedCheckpoint>;
  areWritten: boolean;
}

/** Turns training events into rows: one transaction per flush, and every write is conditional on the claim. */
export function createRecorder({
  store,
  claim,
  dataset,
  probeSet,
  provenance,
  extendable,
  keepReconstructions,
  log,
  onWanted,
  now,
}: RecorderOptions): Recorder {
  const keeper = createCheckpointKeeper(store, claim, { extendable, data: checkpointDataOf(dataset) });
  let steps: TimedSteps[] = [];
  let waiting: WaitingRows = { ...noRows(), provenance };
  let saving: Saving | null = null;
  let probeReconstructions = new Float32Array();
  let step = claim.run.step;
  let hasResult = false;
  let lastFlush = now();
  let lastEvent = now();

  /** Empties the buffers. Returns what they held, to be written in one transaction. */
  function take(): Recording {
    const recording = { ...waiting, points: joinSteps(steps) };
    steps = [];
    waiting = noRows();
    lastFlush = now();
    return recording;
  }

  async function write(recording: Recording): Promise<void> {
    // The last checkpoints determine which reconstructions are kept.
    const thins = recording.checkpoint !== undefined || (recording.reconstructions ?? []).length > 0;
    const { wanted, released } = await store.recordings.record(claim, thins ? { ...recording, keepReconstructions } : recording);
    onWanted(wanted);
    await store.blobs.remove(released);
  }

  /** Commits the pending checkpoint as soon as its files are written. Later records wait until then. */
  async function settle(): Promise<void> {
    if (saving === null) return;
    const { recording, files } = saving;
    saving = null;
    await write({ ...recording, ...(await files) });
  }

  function save(event: CheckpointEvent): void {
    const started: Saving = { recording: take(), files: keeper.save(event), areWritten: false };
    const done = () => {
      started.areWritten = true;
    };
    // A failure is thrown where the checkpoint is settled.
    started.files.then(done, done);
    saving = started;
  }

  function onEpoch({ kind: _, ...epoch }: EpochEvent): void {
    keeper.epochEnded(metricValue(epoch.metrics, claim.run.ranking));
    waiting.epochs.push({ ...epoch, endedAt: now() });
    const event = epochEvent(epoch);
    waiting.events.push(event);
    log.info(event.message);
  }

  function onReconstructions(event: ReconstructionsEvent): void {
    probeReconstructions = addMean(event.reconstructions, dataset.mean);
    keeper.samplesTested(event.testCosts);
    waiting.reconstructions.push({ ...describeReconstruction(event, probeReconstructions, dataset), probeSet });
  }

  async function onFigure(event: FigureEvent): Promise<void> {
    const { content, ...figure } = describeFigure(event, dataset);
    waiting.figures.push({ ...figure, probeSet, samples: await store.blobs.put(content) });
  }

  async function onResult({ testCosts, testCodes }: ResultEvent): Promise<void> {
    waiting.result = {
      probeReconstructions: await store.blobs.put(bytesOf(probeReconstructions)),
      testCosts,
      testCodes: testCodes === null ? null : await store.blobs.put(bytesOf(testCodes)),
    };
  }

  /** Compiling blocks this process, so the message is stored first. */
  async function onCompiling(): Promise<void> {
    const message = 'XLA compiles the training step. This takes some seconds, once for networks of this shape in a worker.';
    log.info(message);
    waiting.events.push({ source: 'worker', kind: 'run.compiling', message });
    await write(take());
    await log.flush();
  }

  async function onExecutor(executor: RunExecutor): Promise<void> {
    if (executor.reason !== null) log.info(`${executor.name} runs the steps: ${executor.reason}`);
    if (executor.name !== claim.run.executor?.name) await store.leases.recordExecutor(claim, executor);
  }

  async function collect(event: TrainEvent): Promise<void> {
    switch (event.kind) {
      case 'compiling':
        await onCompiling();
        break;
      case 'executor':
        await onExecutor(event.executor);
        break;
      case 'steps':
        steps.push({ event, startedAt: lastEvent, endedAt: now() });
        step = event.firstStep + countSteps(event) - 1;
        break;
      case 'epoch':
        onEpoch(event);
        break;
      case 'reconstructions':
        onReconstructions(event);
        break;
      case 'figure':
        await onFigure(event);
        break;
      case 'result':
        await onResult(event);
        hasResult = true;
        break;
      case 'checkpoint':
        // Training waits if writing takes longer than the interval between checkpoints.
        await settle();
        save(event);
        break;
    }
  }

  async function flush(): Promise<void> {
    await settle();
    await write(take());
  }

  return {
    get step() {
      return step;
    },
    get hasResult() {
      return hasResult;
    },
    addEvent: (event) => {
      waiting.events.push(event);
    },
    flush,
    async record(event) {
      await collect(event);
      if (saving !== null) {
        if (saving.areWritten) await settle();
      } else if (now() - lastFlush >= flushMilliseconds) await write(take());
      lastEvent = now();
    },
    async finish() {
      await flush();
      const last = await keeper.saveLast();
      if (last !== null) await write(last);
      return { keep: keeper.keepAtEnd, keepReconstructions };
    },
  };
}

/** Rows that wait for the next flush. */
interface WaitingRows {
  readonly epochs: NewEpoch[];
  readonly reconstructions: NewReconstruction[];
  readonly figures: NewFigure[];
  readonly events: NewEvent[];
  result?: NonNullable<Recording['result']>;
  provenance?: Provenance;
}

function noRows(): WaitingRows {
  return { epochs: [], reconstructions: [], figures: [], events: [] };
}
