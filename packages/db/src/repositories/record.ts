import type { MetricTable } from '@hourglass/sweeps/metrics';
import type { Queries } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { Claim } from '../contract/leases.ts';
import type { NewReconstruction, NewResult, Recorded, Recording } from '../contract/recordings.ts';
import { renewLease } from '../leases/renew-lease.ts';
import type { Witness } from '../leases/witness.ts';
import type { PointAppender } from '../metrics/append-points.ts';
import { float32Bytes } from '../numbers.ts';
import { addEpochs } from './add-epochs.ts';
import { addCheckpoint, thinCheckpoints } from './checkpoints.ts';
import { appendEvents } from './event-log.ts';
import { addFigure } from './figure-repository.ts';
import { findProbeSet } from './probe-sets.ts';
import { requireKnownMetrics } from './require-known-metrics.ts';
import { summariseRun } from './run-summary.ts';
import { thinReconstructions } from './thin-reconstructions.ts';

export interface RecordingParts {
  readonly appender: PointAppender;
  /** The metrics that a recording may contain. */
  readonly metrics: MetricTable;
  /** Makes the transaction fail unless the blob's file exists when the row commits. */
  readonly keepBlob: (transaction: Queries, blob: BlobReference) => Promise<void>;
  /** Called after the commit for each blob that the recording refers to. */
  readonly settleBlob: (blob: BlobReference) => void;
  readonly witness: Witness;
}

/** Stores a worker's recording in full or, if anything fails, not at all. @throws DbError LEASE_LOST, INPUT_INVALID */
export async function record(transaction: Queries, claim: Claim, recording: Recording, parts: RecordingParts): Promise<Recorded> {
  const {
    points = [],
    epochs = [],
    reconstructions = [],
    checkpoint,
    parametersCheckpoint,
    result,
    figures = [],
    provenance,
    events = [],
    keep,
    keepReconstructions,
  } = recording;
  const progress = {
    step: lastStep(recording),
    // A checkpoint proves progress, so the count of worker deaths restarts.
    hasProgressed: checkpoint !== undefined,
    provenance: provenance === undefined ? undefined : JSON.stringify(provenance),
  };
  requireKnownMetrics(recording, parts.metrics);
  const run = await renewLease(transaction, claim, progress, parts.witness);
  await parts.appender.append(transaction, claim, points);
  await addEpochs(transaction, claim, epochs);
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
    for (const blob of blobsOfResult(result)) await parts.keepBlob(transaction, blob);
    const data = {
      blobHash: result.probeReconstructions.hash,
      createdAt: BigInt(Date.now()),
      testCosts: float32Bytes(result.testCosts),
      codesHash: result.testCodes?.hash ?? null,
    };
    await transaction.runResult.upsert({ where: { runKey: claim.key }, create: { runKey: claim.key, ...data }, update: data });
  }
  for (const figure of figures) {
    await parts.keepBlob(transaction, figure.samples);
    await addFigure(transaction, claim.key, figure);
  }
  await appendEvents(
    transaction,
    run.sweepKey,
    events.map((event) => ({ ...event, runKey: claim.key })),
  );
  const released = keep === undefined ? [] : await thinCheckpoints(transaction, claim.key, keep);
  // After the checkpoints are thinned, because a run may be rewound to any checkpoint that remains.
  if (keepReconstructions !== undefined) await thinReconstructions(transaction, claim.key, keepReconstructions);
  return Object.freeze({ wanted: run.wanted, released });
}

export function blobsOfResult({ probeReconstructions, testCodes }: NewResult): readonly BlobReference[] {
  return testCodes === null ? [probeReconstructions] : [probeReconstructions, testCodes];
}

/** The last step that a recording contains; 0 if it contains none. */
function lastStep({ points = [], epochs = [], checkpoint }: Recording): number {
  const ends = points.map(({ firstStep, values }) => firstStep + values.length - 1);
  return Math.max(0, ...ends, ...epochs.map((epoch) => epoch.step), checkpoint?.step ?? 0);
}

async function addReconstruction(transaction: Queries, runKey: number, reconstruction: NewReconstruction): Promise<void> {
  const { probeSet, atlas, costs, codes, ...rest } = reconstruction;
  const { key: probeSetKey } = await findProbeSet(transaction, probeSet);
  await transaction.reconstruction.create({
    data: {
      ...rest,
      runKey,
      probeSetKey,
      costs: float32Bytes(costs),
      codes: codes === null ? null : float32Bytes(codes),
      atlas: new Uint8Array(atlas),
      createdAt: BigInt(Date.now()),
    },
    select: { runKey: true },
  });
}
