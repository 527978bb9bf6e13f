import { type FieldIndex, filterFields } from '@hourglass/sweeps/filter';
import type { Database } from '../client.ts';
import type { FindingRepository } from '../contract/finding.ts';
import type { Query } from '../driver/adapter.ts';
import { summarisedMetrics } from '../repositories/metric-names.ts';
import { findKeys, findRuns, idsOf } from './find-runs.ts';
import { frequentValues } from './frequent-values.ts';
import { groupRuns } from './group-runs.ts';
import { readQuery, requireField } from './query.ts';
import { valueKeys } from './value-keys.ts';

export function findingRepository(database: Database): FindingRepository {
  let known: { readonly mark: number; readonly fields: FieldIndex } | undefined;
  /** Read again once something was committed. */
  const fieldsIn = (query: Query) => {
    const mark = database.changeMark();
    if (known?.mark !== mark) known = { mark, fields: filterFields(valueKeys(query), summarisedMetrics(query)) };
    return known.fields;
  };
  return {
    fields: () => database.readAtOnce(fieldsIn),
    find: (request) => database.readAtOnce((query) => findRuns(query, request, fieldsIn(query))),
    groups: (request) => database.readAtOnce((query) => groupRuns(query, request, fieldsIn(query))),

    ids: (request) =>
      database.readAtOnce((query) => {
        const page = { offset: request.offset ?? 0, limit: request.limit };
        return idsOf(query, findKeys(query, readQuery(request, fieldsIn(query)), page));
      }),

    valuesOf: (field, limit) => database.readAtOnce((query) => frequentValues(query, requireField(field, fieldsIn(query)), limit)),
  };
}
