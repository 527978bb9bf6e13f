import type { Database, WriteOptions } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { Checkpoint } from '../contract/checkpoints.ts';
import type { Recording, RecordingRepository } from '../contract/recordings.ts';
import { readCheckpoints } from './checkpoints.ts';
import { findRun } from './find.ts';
import { blobsOfResult, type RecordingParts, record } from './record.ts';

export function recordingRepository(database: Database, parts: RecordingParts): RecordingRepository {
  const { reader } = database;

  async function lastOf(runKey: number): Promise<Checkpoint | null> {
    const [last] = await readCheckpoints(reader, runKey, { orderBy: [{ step: 'desc' }, { withOptimizer: 'desc' }], take: 1 });
    return last ?? null;
  }

  return {
    async record(claim, recording) {
      try {
        const recorded = await database.write((transaction) => record(transaction, claim, recording, parts), durabilityOf(recording));
        for (const blob of blobsOf(recording)) parts.settleBlob(blob);
        return recorded;
      } catch (error) {
        parts.appender.forget(claim);
        throw error;
      }
    },

    lastCheckpoint: async (run) => lastOf((await findRun(reader, run)).key),

    async checkpointAt(run, at) {
      const { key } = await findRun(reader, run);
      if (at === 'last') return lastOf(key);
      const best = await reader.run.findUniqueOrThrow({ where: { key }, select: { bestEpoch: true } });
      if (best.bestEpoch === null) return null;
      const epoch = await reader.epoch.findUnique({
        where: { runKey_epoch: { runKey: key, epoch: best.bestEpoch } },
        select: { step: true },
      });
      if (epoch === null) return null;
      // A checkpoint in the middle of the next epoch has the same epoch, and a later step.
      const [found] = await readCheckpoints(reader, key, { where: { step: epoch.step }, orderBy: [{ withOptimizer: 'asc' }], take: 1 });
      return found ?? null;
    },

    async checkpoints(run) {
      const { key } = await findRun(reader, run);
      return readCheckpoints(reader, key, { orderBy: [{ step: 'asc' }, { withOptimizer: 'asc' }] });
    },
  };
}

/**
 * A recording that references files must survive a power cut, because the files it supersedes are removed after the commit. Other
 * recordings may be lost: a resumed run repeats all steps after its last checkpoint.
 */
function durabilityOf(recording: Recording): WriteOptions {
  return { durability: blobsOf(recording).length > 0 ? 'power cut' : 'process' };
}

/** The blobs that a recording refers to. */
function blobsOf({ checkpoint, parametersCheckpoint, result, figures = [] }: Recording): readonly BlobReference[] {
  return [
    ...[checkpoint, parametersCheckpoint].flatMap((saved) => (saved === undefined ? [] : [saved.blob])),
    ...(result === undefined ? [] : blobsOfResult(result)),
    ...figures.map(({ samples }) => samples),
  ];
}
