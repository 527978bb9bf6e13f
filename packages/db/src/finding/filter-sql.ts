import type { CompareOperator, Filter, FilterValue } from '@hourglass/sweeps/filter';
import { Prisma } from '../generated/prisma/client.ts';
import { type FieldPlace, placeOf } from './field-sql.ts';

/*
 * A filter as a condition over "Run" joined with "Sweep". Every value is a parameter; the texts below are all that is ever sent as SQL.
 * Values of parameters are looked up in RunValue's indexes as a set of runs, which is read once, and not run by run.
 * Conditions are true or false and never NULL, so that NOT turns them around.
 */

export function filterSql(filter: Filter): Prisma.Sql {
  switch (filter.kind) {
    case 'and':
      return allOf(filter.parts);
    case 'or':
      return Prisma.sql`(${Prisma.join(filter.parts.map(filterSql), ' OR ')})`;
    case 'not':
      return Prisma.sql`NOT ${filterSql(filter.part)}`;
    case 'missing':
      return missing(placeOf(filter.field));
    default:
      return holds(placeOf(filter.field), testOf(filter));
  }
}

/** SQLite takes 500 in one statement. */
const setsAtOnce = 100;

/** Sets of runs are intersected before runs are looked for in them: for two sets SQLite then takes a third less. */
function allOf(parts: readonly Filter[]): Prisma.Sql {
  const sets: Prisma.Sql[] = [];
  const conditions: Prisma.Sql[] = [];
  for (const part of parts) {
    const set = valueSet(part);
    if (set === null) conditions.push(filterSql(part));
    else sets.push(set);
  }
  for (let from = 0; from < sets.length; from += setsAtOnce) conditions.push(isInAll(sets.slice(from, from + setsAtOnce)));
  return Prisma.sql`(${Prisma.join(conditions, ' AND ')})`;
}

function isInAll(sets: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.sql`"Run"."key" IN (${Prisma.join([...sets], ' INTERSECT ')})`;
}

/** The runs of which a value passes a filter that tests just one; null for other filters. */
function valueSet(filter: Filter): Prisma.Sql | null {
  if (!('field' in filter) || filter.kind === 'missing') return null;
  const place = placeOf(filter.field);
  return place.kind === 'value' ? runsWhere(place.key, testOf(filter)) : null;
}

/** A test of whatever a field holds, by the type that it is stored as. */
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
      return { texts: (text) => Prisma.sql`${text} LIKE ${pattern(filter.text)} ESCAPE '\\'` };
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
  if (values.length > 1) return Prisma.sql`${stored} IN (${Prisma.join([...values])})`;
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

function holds(place: FieldPlace, test: Test): Prisma.Sql {
  switch (place.kind) {
    case 'column': {
      const { column } = place;
      const tests = [test.numbers, test.texts].flatMap((passes) => (passes === undefined ? [] : [passes(column)]));
      return Prisma.sql`((${Prisma.join(tests, ' OR ')}) AND ${column} IS NOT NULL)`;
    }
    case 'value':
      return isInAll([runsWhere(place.key, test)]);
    case 'tags':
      return test.texts === undefined ? Prisma.sql`FALSE` : withTag(place.of, test.texts);
  }
}

function runsWhere(key: string, { numbers, texts }: Test): Prisma.Sql {
  const tests = [
    ...(numbers === undefined ? [] : [numbers(Prisma.sql`"number"`)]),
    ...(texts === undefined ? [] : [texts(Prisma.sql`"text"`)]),
  ];
  return Prisma.sql`SELECT "runKey" FROM "RunValue" WHERE "key" = ${key} AND (${Prisma.join(tests, ' OR ')})`;
}

function withTag(of: 'run' | 'sweep', test: (stored: Prisma.Sql) => Prisma.Sql): Prisma.Sql {
  return of === 'run'
    ? Prisma.sql`"Run"."key" IN (SELECT "runKey" FROM "RunTag" WHERE ${test(Prisma.sql`"tag"`)})`
    : Prisma.sql`EXISTS (SELECT 1 FROM json_each("Sweep"."tags") AS "tag" WHERE ${test(Prisma.sql`"tag"."value"`)})`;
}

function missing(place: FieldPlace): Prisma.Sql {
  switch (place.kind) {
    case 'column':
      return Prisma.sql`${place.column} IS NULL`;
    case 'value':
      return Prisma.sql`"Run"."key" NOT IN (SELECT "runKey" FROM "RunValue" WHERE "key" = ${place.key})`;
    case 'tags':
      return place.of === 'run' ? Prisma.sql`"Run"."tags" = '[]'` : Prisma.sql`"Sweep"."tags" = '[]'`;
  }
}

/** Part of a text; `*` stands for anything, LIKE's own signs for themselves. */
function pattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%')}%`;
}
