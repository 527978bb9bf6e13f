import type { Database } from '../client.ts';
import type { Sweep, SweepRepository } from '../contract/sweeps.ts';
import { DbError } from '../errors.ts';
import { findSweep } from './find.ts';
import { findByFingerprint } from './find-by-fingerprint.ts';
import { readSweeps } from './sweep-reader.ts';
import { upsertSweep } from './upsert-sweep.ts';

/** @param now UTC milliseconds, by which a deletion can no longer be taken back */
export function sweepRepository(database: Database, now: () => number): SweepRepository {
  const get = async (id: string): Promise<Sweep> => {
    const { key } = await findSweep(database.reader, id);
    const [sweep] = await readSweeps(database.reader, { key });
    if (sweep === undefined) {
      throw new DbError('NOT_FOUND', `There is no sweep with the id ${id}.`);
    }
    return sweep;
  };
  return {
    get,
    list: () => database.snapshot((snapshot) => readSweeps(snapshot, {})),
    async byFingerprint(fingerprint) {
      const known = await findByFingerprint(database.reader, fingerprint);
      if (known === null) return null;
      const [sweep] = await readSweeps(database.reader, { key: known.key });
      return sweep ?? null;
    },
    async upsert(sweep, { retry = false, source = 'cli', ...options } = {}) {
      const { id, ...done } = await upsertSweep(database, sweep, { ...options, retry, source, now });
      return Object.freeze({ sweep: await get(id), ...done });
    },
  };
}
