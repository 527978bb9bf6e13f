import { type FieldIndex, filterFields } from '@hourglass/sweeps/filter';
import type { Database } from '../client.ts';
import type { FindingRepository } from '../contract/finding.ts';
import type { Ask } from '../driver/adapter.ts';
import { findKeys, findRuns, idsOf } from './find-runs.ts';
import { frequentValues } from './frequent-values.ts';
import { groupRuns } from './group-runs.ts';
import { readQuery, requireField } from './query.ts';
import { valueKeys } from './value-keys.ts';

export function findingRepository(database: Database): FindingRepository {
  let known: { readonly mark: number; readonly fields: FieldIndex } | undefined;
  /** Read again once something was committed. */
  const fieldsIn = (ask: Ask) => {
    const mark = database.changeMark();
    if (known?.mark !== mark) known = { mark, fields: filterFields(valueKeys(ask)) };
    return known.fields;
  };
  return {
    fields: () => database.readAtOnce(fieldsIn),
    find: (query) => database.readAtOnce((ask) => findRuns(ask, query, fieldsIn(ask))),
    groups: (query) => database.readAtOnce((ask) => groupRuns(ask, query, fieldsIn(ask))),

    ids: (query) =>
      database.readAtOnce((ask) => {
        const page = { offset: query.offset ?? 0, limit: query.limit };
        return idsOf(ask, findKeys(ask, readQuery(query, fieldsIn(ask)), page));
      }),

    valuesOf: (field, limit) => database.readAtOnce((ask) => frequentValues(ask, requireField(field, fieldsIn(ask)), limit)),
  };
}
