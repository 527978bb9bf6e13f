import type { Queries } from '../client.ts';
import { updateClaimedRun } from '../leases/fence.ts';
import type { PointAppender } from '../metrics/append-points.ts';
import { float32Bytes, toStoredCost } from '../numbers.ts';
import type { BlobReference, Claim, Epoch, NewReconstruction, Recording } from '../store.ts';
import { addCheckpoint, thinCheckpoints } from './checkpoints.ts';
import { appendEvents } from './event-log.ts';
import { findProbeSet } from './probe-sets.ts';
import { summariseRun } from './run-summary.ts';

export interface RecordingParts {
  readonly appender: PointAppender;
  /** Ties a blob to the transaction: its file must be there when the row commits. */
  readonly keepBlob: (transaction: Queries, blob: BlobReference) => Promise<void>;
}

/** Writes what a worker has to say since it last did, and gives the blobs that nothing refers to any more. Whatever fails undoes all of it. */
export async function record(
  transaction: Queries,
  claim: Claim,
  recording: Recording,
  parts: RecordingParts,
): Promise<readonly BlobReference[]> {
  const {
    points = [],
    epochs = [],
    reconstructions = [],
    checkpoint,
    parametersCheckpoint,
    result,
    provenance,
    events = [],
    keep,
  } = recording;
  const provenanceText = provenance === undefined ? {} : { provenance: JSON.stringify(provenance) };
  const run = await updateClaimedRun(transaction, claim, provenanceText);
  // A heartbeat may have told of a later step.
  const step = lastStep(run.step, recording);
  // A checkpoint says that it got on: what killed its workers before is not the run.
  const deaths = checkpoint === undefined ? run.deaths : 0;
  if (step > run.step || deaths < run.deaths) {
    await transaction.run.update({ where: { key: claim.key }, data: { step, deaths }, select: { key: true } });
  }
  if (provenance !== undefined) {
    const where = { runKey_attempt: { runKey: claim.key, attempt: claim.attempt } };
    await transaction.lease.update({ where, data: provenanceText, select: { runKey: true } });
  }
  await parts.appender.append(transaction, claim, points);
  for (const epoch of epochs) {
    await transaction.epoch.create({ data: epochRow(claim.key, epoch), select: { runKey: true } });
  }
  for (const reconstruction of reconstructions) {
    await addReconstruction(transaction, claim.key, reconstruction);
  }
  if (epochs.length + reconstructions.length > 0) {
    await summariseRun(transaction, claim.key);
  }
  for (const saved of [checkpoint, parametersCheckpoint]) {
    if (saved === undefined) continue;
    await parts.keepBlob(transaction, saved.blob);
    await addCheckpoint(transaction, claim, saved, run.provenance);
  }
  if (result !== undefined) {
    await parts.keepBlob(transaction, result.probeReconstructions);
    const data = {
      blobHash: result.probeReconstructions.hash,
      createdAt: BigInt(Date.now()),
      testCosts: float32Bytes(result.testCosts),
    };
    await transaction.runResult.upsert({ where: { runKey: claim.key }, create: { runKey: claim.key, ...data }, update: data });
  }
  await appendEvents(
    transaction,
    run.sweepKey,
    events.map((event) => ({ ...event, runKey: claim.key })),
  );
  return keep === undefined ? [] : thinCheckpoints(transaction, claim.key, keep);
}

/** The furthest step that a recording tells of. */
function lastStep(before: number, { points = [], epochs = [], checkpoint }: Recording): number {
  const ends = points.map(({ firstStep, values }) => firstStep + values.length - 1);
  return Math.max(before, ...ends, ...epochs.map((epoch) => epoch.step), checkpoint?.step ?? 0);
}

function epochRow(runKey: number, epoch: Epoch) {
  return {
    runKey,
    epoch: epoch.epoch,
    step: epoch.step,
    lastBatchCost: toStoredCost(epoch.lastBatchCost),
    trainCostPerSample: toStoredCost(epoch.trainCostPerSample),
    validationCostPerSample: toStoredCost(epoch.validationCostPerSample),
    testCostPerSample: toStoredCost(epoch.testCostPerSample),
    seconds: epoch.seconds,
    endedAt: BigInt(Math.round(epoch.endedAt)),
  };
}

async function addReconstruction(transaction: Queries, runKey: number, reconstruction: NewReconstruction): Promise<void> {
  const { probeSet, atlas, costs, ...rest } = reconstruction;
  const { key: probeSetKey } = await findProbeSet(transaction, probeSet);
  await transaction.reconstruction.create({
    data: {
      ...rest,
      runKey,
      probeSetKey,
      costs: float32Bytes(costs),
      atlas: new Uint8Array(atlas),
      createdAt: BigInt(Date.now()),
    },
    select: { runKey: true },
  });
}
