import { type FieldIndex, filterFields } from '@hourglass/sweeps/filter';
import type { Database } from '../client.ts';
import type { FindingRepository } from '../contract/finding.ts';
import type { Query } from '../driver/adapter.ts';
import { summarisedMetrics } from '../repositories/metric-names.ts';
import { findKeys, findRuns, idsOf } from './find-runs.ts';
import { frequentValues } from './frequent-values.ts';
import { groupRuns } from './group-runs.ts';
import { parseQuery, requireField } from './query.ts';
import { valueKeys } from './value-keys.ts';

export function findingRepository(database: Database): FindingRepository {
  let known: { readonly version: number; readonly fields: FieldIndex } | undefined;
  /** Returns the cached fields, which are rebuilt after any commit. */
  const fieldsIn = (query: Query) => {
    const version = database.dataVersion();
    if (known?.version !== version) known = { version, fields: filterFields(valueKeys(query), summarisedMetrics(query)) };
    return known.fields;
  };
  return {
    fields: () => database.readSql(fieldsIn),
    find: (request) => database.readSql((query) => findRuns(query, request, fieldsIn(query))),
    groups: (request) => database.readSql((query) => groupRuns(query, request, fieldsIn(query))),

    ids: (request) =>
      database.readSql((query) => {
        const page = { offset: request.offset ?? 0, limit: request.limit };
        return idsOf(query, findKeys(query, parseQuery(request, fieldsIn(query)), page));
      }),

    valuesOf: (field, limit) => database.readSql((query) => frequentValues(query, requireField(field, fieldsIn(query)), limit)),
  };
}
