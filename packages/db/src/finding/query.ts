import {
  type FieldIndex,
  type Filter,
  type FilterField,
  fieldsOf,
  ownFieldName,
  parseFilter,
  parseSort,
  type SortKey,
  showProblem,
  unknownField,
} from '@hourglass/sweeps/filter';
import type { RunQuery } from '../contract/finding.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { datasetHash } from '../repositories/dataset-marks.ts';
import { joinLookup, locationOf } from './field-sql.ts';
import { filterSql, lookupsOf } from './filter-sql.ts';
import { mergeAlternatives } from './merge-alternatives.ts';

export interface ParsedQuery {
  readonly filter: Filter | null;
  readonly sort: readonly SortKey[];
}

/** Maximum number of comparisons in a statement. Merged equalities of one field count as one. */
const maxComparisons = 1_500;

/** Maximum number of text searches, which scan all runs, and of tag comparisons, which build a set each. */
const maxSearches = 100;

/** SQLite joins at most 64 tables: sort keys, filter parameters, "Run" and "Sweep". */
const maxSortKeys = 16;
const maxParameters = 40;

/** @throws DbError INPUT_INVALID */
export function parseQuery({ filter: text = '', sort: sortText = '' }: RunQuery, fields: FieldIndex): ParsedQuery {
  const parsed = parseFilter(text, fields, Date.now());
  if ('problem' in parsed) throw new DbError('INPUT_INVALID', `filter: ${showProblem(text, parsed.problem)}`);
  const filter = parsed.filter === null ? null : mergeAlternatives(parsed.filter);
  if (filter !== null) requireFewComparisons(filter);
  const sort = parseSort(sortText, fields);
  if ('problem' in sort) throw new DbError('INPUT_INVALID', `sort: ${sort.problem}`);
  if (sort.keys.length > maxSortKeys) {
    throw new DbError('INPUT_INVALID', `sort: received ${sort.keys.length} fields; at most ${maxSortKeys} are allowed.`);
  }
  return { filter, sort: sort.keys };
}

/** @throws DbError INPUT_INVALID if the filter has too many comparisons for one statement */
function requireFewComparisons(filter: Filter): void {
  const fields = fieldsOf(filter);
  const limits = [
    { what: 'comparisons', received: fields.length, allowed: maxComparisons },
    { what: 'comparisons with ~ or of tags', received: countSearches(filter), allowed: maxSearches },
    { what: 'parameters', received: new Set(lookupsOf(filter).map(({ id }) => id)).size, allowed: maxParameters },
  ];
  for (const { what, received, allowed } of limits) {
    if (received <= allowed) continue;
    throw new DbError(
      'INPUT_INVALID',
      `filter: received ${received} ${what}; at most ${allowed} are allowed. A list such as seed in [1, 2, 3] counts as one, whatever its length.`,
    );
  }
}

function countSearches(filter: Filter): number {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.reduce((sum, part) => sum + countSearches(part), 0);
    case 'not':
      return countSearches(filter.part);
    default:
      return filter.kind === 'match' || filter.field.type === 'tags' ? 1 : 0;
  }
}

/** @throws DbError INPUT_INVALID */
export function requireField(name: string, fields: FieldIndex): FilterField {
  const field = fields.get(name);
  if (field === undefined) throw new DbError('INPUT_INVALID', unknownField(name, fields));
  return field;
}

/**
 * FROM and WHERE clauses for the runs that pass a filter, joined with their sweeps. Excludes deleted runs; excludes baselines and archived
 * runs unless the filter names `kind` or `archived`.
 */
export function passingRuns(filter: Filter | null, joins: Prisma.Sql = Prisma.empty): Prisma.Sql {
  const filtered = filter === null ? null : filterSql(filter);
  const named = new Set(filter === null ? [] : fieldsOf(filter).map(({ name }) => name));
  const conditions = [
    Prisma.sql`"Run"."deletedAt" IS NULL AND "Sweep"."deletedAt" IS NULL`,
    ...(named.has('kind') ? [] : [Prisma.sql`"Run"."kind" = 'run'`]),
    ...(named.has('archived') ? [] : [Prisma.sql`"Run"."archivedAt" IS NULL`]),
    ...(filtered === null ? [] : [filtered.condition]),
  ];
  const ofFilter = filtered === null || filtered.joins.length === 0 ? Prisma.empty : Prisma.join([...filtered.joins], ' ');
  return Prisma.sql`
    FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey" ${joins} ${ofFilter} WHERE ${Prisma.join(conditions, ' AND ')}`;
}

/**
 * Expressions to order or group by, and the joins that they need. A parameter can be a number in some runs and text in others, so it has
 * two expressions.
 */
export function expressionsOf(fields: readonly FilterField[]): {
  readonly joins: Prisma.Sql;
  readonly expressions: readonly Prisma.Sql[][];
} {
  const joins: Prisma.Sql[] = [];
  const expressions = fields.map((field, index): Prisma.Sql[] => {
    const location = locationOf(field);
    // Data sets of one name are told apart by their content, also where runs are sorted or grouped by the name.
    if (ownFieldName(field) === 'dataset' && location.kind === 'column') return [location.column, datasetHash];
    if (location.kind === 'column') return [location.column];
    if (location.kind === 'tags')
      throw new DbError('INPUT_INVALID', `Runs can't be sorted by ${field.name}, because a run may have several.`);
    const alias = Prisma.raw(`"value${index}"`);
    joins.push(joinLookup(location, alias));
    const stored = {
      number: [Prisma.sql`${alias}.${location.number}`],
      text: location.text === null ? [] : [Prisma.sql`${alias}.${location.text}`],
    };
    return field.type === 'number' ? stored.number : field.type === 'text' ? stored.text : [...stored.number, ...stored.text];
  });
  return { joins: joins.length === 0 ? Prisma.empty : Prisma.join(joins, ' '), expressions };
}

/** A total order of runs: by the sort keys, then the newer run first. */
export function orderSql(sort: readonly SortKey[], expressions: readonly Prisma.Sql[][]): Prisma.Sql {
  const newest = Prisma.sql`"Run"."key" DESC`;
  return sort.length === 0 ? newest : Prisma.join([directionsSql(sort, expressions), newest], ', ');
}

/** The sort keys with their directions; missing values last. At least one. */
export function directionsSql(sort: readonly SortKey[], expressions: readonly Prisma.Sql[][]): Prisma.Sql {
  const parts = sort.flatMap(({ isDescending }, index) =>
    (expressions[index] ?? []).map((expression) =>
      isDescending ? Prisma.sql`${expression} DESC NULLS LAST` : Prisma.sql`${expression} ASC NULLS LAST`,
    ),
  );
  return Prisma.join(parts, ', ');
}
