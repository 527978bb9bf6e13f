import type { CompareOperator, Filter, FilterField, FilterValue } from '@hourglass/sweeps/filter';
import { containsText } from '../contains-text.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { oneOf } from '../one-of.ts';
import { type FieldLocation, joinLookup, type Lookup, locationOf } from './field-sql.ts';
import { joinBalanced } from './join-balanced.ts';

/*
 * Translates a filter into a condition over "Run" joined with "Sweep". Every value is bound as a parameter; only the SQL texts in this file
 * are sent. Conditions are true or false and never NULL, so that NOT negates them.
 *
 * Up to `maxSets` comparisons of parameters and metrics are looked up as sets of runs in the indexes of RunValue and RunMetric. Each set
 * is read once, not per run. More comparisons are joined to the runs instead: sets would be read in full, and SQLite accepts fewer than
 * 1,000 of them.
 */

export interface FilterSql {
  readonly joins: readonly Prisma.Sql[];
  readonly condition: Prisma.Sql;
}

/** Up to this many sets are faster than joins. */
const maxSets = 12;

/** @param filter normalised by `mergeAlternatives` */
export function filterSql(filter: Filter): FilterSql {
  const compared = lookupsOf(filter);
  if (compared.length <= maxSets) return { joins: [], condition: conditionOf(filter, locationOf) };
  const lookups = [...new Map(compared.map((lookup) => [lookup.id, lookup])).values()];
  const rows = new Map(lookups.map(({ id }, index) => [id, Prisma.raw(`"filtered${index}"`)]));
  const joins = lookups.map((lookup) => joinLookup(lookup, rowOf(lookup)));
  return {
    joins,
    condition: conditionOf(filter, (field) => {
      const location = locationOf(field);
      if (location.kind !== 'lookup') return location;
      const row = rowOf(location);
      const text = location.text === null ? null : Prisma.sql`${row}.${location.text}`;
      return { kind: 'joined', number: Prisma.sql`${row}.${location.number}`, text };
    }),
  };

  function rowOf({ id }: Lookup): Prisma.Sql {
    const row = rows.get(id);
    if (row === undefined) throw new RangeError(`The filter compares ${id}, but no row of it is joined.`);
    return row;
  }
}

/** Returns the lookups in RunValue and RunMetric, one for each comparison. */
export function lookupsOf(filter: Filter): readonly Lookup[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.flatMap(lookupsOf);
    case 'not':
      return lookupsOf(filter.part);
    default: {
      const location = locationOf(filter.field);
      return location.kind === 'lookup' ? [location] : [];
    }
  }
}

/** A joined lookup is null if the run has no such value. */
type Location = FieldLocation | (Pick<Lookup, 'number' | 'text'> & { readonly kind: 'joined' });
type Locate = (field: FilterField) => Location;

function conditionOf(filter: Filter, locate: Locate): Prisma.Sql {
  switch (filter.kind) {
    case 'and':
      return allOf(filter.parts, locate);
    case 'or':
      return joinBalanced(
        filter.parts.map((part) => conditionOf(part, locate)),
        'OR',
      );
    case 'not':
      return Prisma.sql`NOT ${conditionOf(filter.part, locate)}`;
    case 'missing':
      return missing(locate(filter.field));
    default:
      return holds(locate(filter.field), testOf(filter));
  }
}

/** Intersects sets of runs before testing membership. With two sets, SQLite then takes a third less time. */
function allOf(parts: readonly Filter[], locate: Locate): Prisma.Sql {
  const sets: Prisma.Sql[] = [];
  const conditions: Prisma.Sql[] = [];
  for (const part of parts) {
    const set = valueSet(part, locate);
    if (set === null) conditions.push(conditionOf(part, locate));
    else sets.push(set);
  }
  if (sets.length > 0) conditions.push(isInAll(sets));
  return joinBalanced(conditions, 'AND');
}

function isInAll(sets: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.sql`"Run"."key" IN (${Prisma.join([...sets], ' INTERSECT ')})`;
}

/** Query for the runs that pass a filter on a single looked-up value; null for other filters. */
function valueSet(filter: Filter, locate: Locate): Prisma.Sql | null {
  if (!('field' in filter) || filter.kind === 'missing') return null;
  const location = locate(filter.field);
  return location.kind === 'lookup' ? runsWhere(location, testOf(filter)) : null;
}

/** Tests of a field's value, one for each stored type. */
interface Test {
  readonly numbers?: (stored: Prisma.Sql) => Prisma.Sql;
  readonly texts?: (stored: Prisma.Sql) => Prisma.Sql;
}

function testOf(filter: Extract<Filter, { readonly kind: 'compare' | 'among' | 'match' }>): Test {
  switch (filter.kind) {
    case 'compare':
      return comparison([filter.value], filter.operator);
    case 'among':
      return comparison(filter.values, '=');
    case 'match':
      return { texts: (text) => containsText(text, filter.text, { withWildcards: true }) };
  }
}

function comparison(values: readonly FilterValue[], operator: CompareOperator): Test {
  const numbers = values.filter((value) => typeof value === 'number');
  const texts = values.filter((value) => typeof value === 'string');
  const compared = (given: readonly FilterValue[]) => (stored: Prisma.Sql) => compare(stored, operator, given);
  return {
    ...(numbers.length === 0 ? {} : { numbers: compared(numbers) }),
    ...(texts.length === 0 ? {} : { texts: compared(texts) }),
  };
}

function compare(stored: Prisma.Sql, operator: CompareOperator, values: readonly FilterValue[]): Prisma.Sql {
  const [value] = values;
  if (values.length > 1) return Prisma.sql`${stored} IN ${oneOf(values)}`;
  switch (operator) {
    case '=':
      return Prisma.sql`${stored} = ${value}`;
    case '<':
      return Prisma.sql`${stored} < ${value}`;
    case '<=':
      return Prisma.sql`${stored} <= ${value}`;
    case '>':
      return Prisma.sql`${stored} > ${value}`;
    case '>=':
      return Prisma.sql`${stored} >= ${value}`;
  }
}

function holds(location: Location, test: Test): Prisma.Sql {
  switch (location.kind) {
    case 'column': {
      const { column } = location;
      const tests = [test.numbers, test.texts].flatMap((passes) => (passes === undefined ? [] : [passes(column)]));
      return Prisma.sql`((${Prisma.join(tests, ' OR ')}) AND ${column} IS NOT NULL)`;
    }
    case 'lookup':
      return isInAll([runsWhere(location, test)]);
    case 'joined': {
      const { number, text } = location;
      return joinBalanced(
        [
          ...(test.numbers === undefined ? [] : [Prisma.sql`(${test.numbers(number)} AND ${number} IS NOT NULL)`]),
          ...(test.texts === undefined || text === null ? [] : [Prisma.sql`(${test.texts(text)} AND ${text} IS NOT NULL)`]),
        ],
        'OR',
      );
    }
    case 'tags':
      return test.texts === undefined ? Prisma.sql`FALSE` : withTag(location.of, test.texts);
  }
}

function runsWhere({ table, keyColumn, key, number, text }: Lookup, { numbers, texts }: Test): Prisma.Sql {
  const tests = [...(numbers === undefined ? [] : [numbers(number)]), ...(texts === undefined || text === null ? [] : [texts(text)])];
  return Prisma.sql`SELECT "runKey" FROM ${table} WHERE ${keyColumn} = ${key} AND (${Prisma.join(tests, ' OR ')})`;
}

function withTag(of: 'run' | 'sweep', test: (stored: Prisma.Sql) => Prisma.Sql): Prisma.Sql {
  return of === 'run'
    ? Prisma.sql`"Run"."key" IN (SELECT "runKey" FROM "RunTag" WHERE ${test(Prisma.sql`"tag"`)})`
    : Prisma.sql`EXISTS (SELECT 1 FROM json_each("Sweep"."tags") AS "tag" WHERE ${test(Prisma.sql`"tag"."value"`)})`;
}

function missing(location: Location): Prisma.Sql {
  switch (location.kind) {
    case 'column':
      return Prisma.sql`${location.column} IS NULL`;
    case 'lookup': {
      // A non-finite metric has a row without a number.
      const isThere = location.text === null ? Prisma.sql`AND ${location.number} IS NOT NULL` : Prisma.empty;
      return Prisma.sql`"Run"."key" NOT IN (SELECT "runKey" FROM ${location.table} WHERE ${location.keyColumn} = ${location.key} ${isThere})`;
    }
    case 'joined':
      return Prisma.sql`(${location.number} IS NULL AND ${location.text ?? Prisma.sql`NULL`} IS NULL)`;
    case 'tags':
      return location.of === 'run' ? Prisma.sql`"Run"."tags" = '[]'` : Prisma.sql`"Sweep"."tags" = '[]'`;
  }
}
