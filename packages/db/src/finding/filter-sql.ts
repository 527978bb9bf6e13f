import type { CompareOperator, Filter, FilterField, FilterValue } from '@hourglass/sweeps/filter';
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
      return Prisma.sql`(${Prisma.join(filter.parts.map(filterSql), ' AND ')})`;
    case 'or':
      return Prisma.sql`(${Prisma.join(filter.parts.map(filterSql), ' OR ')})`;
    case 'not':
      return Prisma.sql`NOT ${filterSql(filter.part)}`;
    case 'compare':
      return comparison(filter.field, [filter.value], filter.operator);
    case 'among':
      return comparison(filter.field, filter.values, '=');
    case 'match':
      return holds(placeOf(filter.field), { texts: (text) => Prisma.sql`${text} LIKE ${pattern(filter.text)} ESCAPE '\\'` });
    case 'missing':
      return missing(placeOf(filter.field));
  }
}

/** A test of whatever a field holds, by the type that it is stored as. */
interface Test {
  readonly numbers?: (stored: Prisma.Sql) => Prisma.Sql;
  readonly texts?: (stored: Prisma.Sql) => Prisma.Sql;
}

function comparison(field: FilterField, values: readonly FilterValue[], operator: CompareOperator): Prisma.Sql {
  const numbers = values.filter((value) => typeof value === 'number');
  const texts = values.filter((value) => typeof value === 'string');
  const compared = (given: readonly FilterValue[]) => (stored: Prisma.Sql) => compare(stored, operator, given);
  return holds(placeOf(field), {
    ...(numbers.length === 0 ? {} : { numbers: compared(numbers) }),
    ...(texts.length === 0 ? {} : { texts: compared(texts) }),
  });
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

function holds(place: FieldPlace, { numbers, texts }: Test): Prisma.Sql {
  switch (place.kind) {
    case 'column': {
      const { column } = place;
      const tests = [numbers, texts].flatMap((test) => (test === undefined ? [] : [test(column)]));
      return Prisma.sql`((${Prisma.join(tests, ' OR ')}) AND ${column} IS NOT NULL)`;
    }
    case 'value': {
      const tests = [
        ...(numbers === undefined ? [] : [numbers(Prisma.sql`"number"`)]),
        ...(texts === undefined ? [] : [texts(Prisma.sql`"text"`)]),
      ];
      return Prisma.sql`"Run"."key" IN (SELECT "runKey" FROM "RunValue" WHERE "key" = ${place.key} AND (${Prisma.join(tests, ' OR ')}))`;
    }
    case 'tags':
      return texts === undefined ? Prisma.sql`FALSE` : withTag(place.of, texts);
  }
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
