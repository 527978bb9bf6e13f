import { type FieldIndex, filterFields } from '@hourglass/sweeps/filter';
import type { Database, Queries } from '../client.ts';
import type { FindingRepository } from '../store.ts';
import { findKeys, findRuns, idsOf } from './find-runs.ts';
import { frequentValues } from './frequent-values.ts';
import { groupRuns } from './group-runs.ts';
import { readQuery, requireField } from './query.ts';
import { valueKeys } from './value-keys.ts';

export function findingRepository(database: Database): FindingRepository {
  let known: { readonly mark: number; readonly fields: FieldIndex } | undefined;
  /** Read again once something was committed. */
  const fieldsIn = async (queries: Queries) => {
    const mark = database.changeMark();
    if (known?.mark !== mark) known = { mark, fields: filterFields(await valueKeys(queries)) };
    return known.fields;
  };
  return {
    fields: () => fieldsIn(database.reader),
    find: (query) => database.snapshot(async (snapshot) => findRuns(snapshot, query, await fieldsIn(snapshot))),
    groups: (query) => database.snapshot(async (snapshot) => groupRuns(snapshot, query, await fieldsIn(snapshot))),

    ids: (query) =>
      database.snapshot(async (snapshot) => {
        const found = await findKeys(snapshot, readQuery(query, await fieldsIn(snapshot)), {
          offset: query.offset ?? 0,
          limit: query.limit,
        });
        return idsOf(
          snapshot,
          found.map(({ key }) => key),
        );
      }),

    valuesOf: (field, limit) =>
      database.snapshot(async (snapshot) => frequentValues(snapshot, requireField(field, await fieldsIn(snapshot)), limit)),
  };
}
