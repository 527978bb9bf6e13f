import type { Dataset } from '@hourglass/datasets';
import type { Claim, CostPoints, Epoch, NewEvent, NewReconstruction, Provenance, Recording, Store } from '@hourglass/db';
import type { CostsEvent, EpochEvent, ReconstructionsEvent, ResultEvent, TrainEvent } from '@hourglass/model';
import type { RunLog } from '../worker/run-log.ts';
import { encodeAtlas } from './atlas.ts';
import { createCheckpointKeeper } from './checkpoint-keeper.ts';
import { addMean } from './probes.ts';
import { valueRange } from './value-range.ts';

export interface RecorderOptions {
  readonly store: Store;
  readonly claim: Claim;
  readonly dataset: Dataset;
  /** Id of the stored probe set. */
  readonly probeSet: string;
  readonly log: RunLog;
  /** UTC milliseconds. */
  readonly now: () => number;
}

export interface Recorder {
  start(provenance: Provenance): Promise<void>;
  record(event: TrainEvent): Promise<void>;
  /** The last step that was seen. */
  readonly step: number;
  /** Writes what still waits. */
  flush(): Promise<void>;
  /** After the last event of a run that went through all its epochs: the checkpoints that it keeps. */
  finish(options: { readonly extendable: boolean }): Promise<readonly number[]>;
}

/** Costs wait at most this long, in milliseconds, for a transaction to share. */
const flushInterval = 500;

/** Turns what training tells into rows, a transaction a flush; every write is conditional on the claim. */
export function createRecorder({ store, claim, dataset, probeSet, log, now }: RecorderOptions): Recorder {
  const keeper = createCheckpointKeeper(store, claim);
  let costs: { event: CostsEvent; startedAt: number; endedAt: number }[] = [];
  let epochs: Epoch[] = [];
  let reconstructions: NewReconstruction[] = [];
  let events: NewEvent[] = [];
  let probeReconstructions: Float32Array = new Float32Array();
  let step = claim.run.step;
  let lastFlush = now();
  let lastEvent = now();

  async function write(more: Recording = {}): Promise<void> {
    const recording = { points: joinCosts(costs), epochs, reconstructions, events, ...more };
    costs = [];
    epochs = [];
    reconstructions = [];
    events = [];
    lastFlush = now();
    await store.recordings.record(claim, recording);
  }

  function onEpoch({ kind: _, ...event }: EpochEvent): void {
    keeper.epochEnded(event.validationCostPerSample);
    epochs.push({ ...event, endedAt: now() });
    const told = epochEvent(event);
    events.push(told);
    log.info(told.message);
  }

  function onReconstructions(event: ReconstructionsEvent): void {
    probeReconstructions = addMean(event.reconstructions, dataset.mean);
    reconstructions.push(describeReconstruction(event, probeReconstructions));
  }

  function describeReconstruction({ epoch, costs: sampleCosts }: ReconstructionsEvent, values: Float32Array): NewReconstruction {
    const { low, high } = valueRange(dataset);
    const atlas = encodeAtlas({ values, count: sampleCosts.length, sampleShape: dataset.sampleShape, low, high });
    return { epoch, probeSet, atlas: atlas.png, atlasColumns: atlas.columns, low, high, clippedPixels: atlas.clipped, costs: sampleCosts };
  }

  async function onResult({ testCosts }: ResultEvent): Promise<void> {
    const blob = await store.blobs.put(
      new Uint8Array(probeReconstructions.buffer, probeReconstructions.byteOffset, probeReconstructions.byteLength),
    );
    await write({ result: { probeReconstructions: blob, testCosts } });
  }

  return {
    get step() {
      return step;
    },
    flush: () => write(),
    finish: (options) => keeper.finish(options),
    start: (provenance) => store.recordings.record(claim, { provenance }),
    async record(event) {
      switch (event.kind) {
        case 'costs':
          costs.push({ event, startedAt: lastEvent, endedAt: now() });
          step = event.firstStep + event.costsPerSample.length - 1;
          if (now() - lastFlush >= flushInterval) await write();
          break;
        case 'epoch':
          onEpoch(event);
          break;
        case 'reconstructions':
          onReconstructions(event);
          // Shown as soon as there is something to see.
          await write();
          break;
        case 'result':
          await onResult(event);
          break;
        case 'checkpoint':
          await keeper.save(event, write);
          break;
      }
      lastEvent = now();
    },
  };
}

/** Tells whoever watches that there is something new to see. */
function epochEvent({ epoch, validationCostPerSample, testCostPerSample }: Omit<EpochEvent, 'kind'>): NewEvent {
  const costs = `validation cost ${validationCostPerSample.toFixed(3)}, test cost ${testCostPerSample.toFixed(3)} per sample`;
  return {
    source: 'worker',
    kind: 'run.epoch',
    message: epoch === 0 ? `The baseline was fitted: ${costs}.` : `Epoch ${epoch} ended: ${costs}.`,
    data: { epoch },
  };
}

/** One series of consecutive points. */
function joinCosts(costs: readonly { event: CostsEvent; startedAt: number; endedAt: number }[]): readonly CostPoints[] {
  const first = costs[0];
  const last = costs.at(-1);
  if (first === undefined || last === undefined) return [];
  const values = new Float32Array(costs.reduce((count, { event }) => count + event.costsPerSample.length, 0));
  for (const { event } of costs) values.set(event.costsPerSample, event.firstStep - first.event.firstStep);
  return [{ series: 'cost', firstStep: first.event.firstStep, values, startedAt: first.startedAt, endedAt: last.endedAt }];
}
