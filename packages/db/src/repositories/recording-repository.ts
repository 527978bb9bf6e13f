import type { Database, WriteOptions } from '../client.ts';
import type { Recording, RecordingRepository } from '../contract/recordings.ts';
import { readCheckpoints } from './checkpoints.ts';
import { findRun } from './find.ts';
import { type RecordingParts, record } from './record.ts';

export function recordingRepository(database: Database, parts: RecordingParts): RecordingRepository {
  const { reader } = database;
  return {
    async record(claim, recording) {
      try {
        return await database.write((transaction) => record(transaction, claim, recording, parts), durabilityOf(recording));
      } catch (error) {
        parts.appender.forget(claim);
        throw error;
      }
    },

    async lastCheckpoint(run) {
      const { key } = await findRun(reader, run);
      const [last] = await readCheckpoints(reader, key, { orderBy: [{ step: 'desc' }, { withOptimizer: 'desc' }], take: 1 });
      return last ?? null;
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
function durabilityOf({ checkpoint, parametersCheckpoint, result }: Recording): WriteOptions {
  const refersToFiles = [checkpoint, parametersCheckpoint, result].some((part) => part !== undefined);
  return { durability: refersToFiles ? 'power cut' : 'process' };
}
