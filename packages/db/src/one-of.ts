import { Prisma } from './generated/prisma/client.ts';

/**
 * A list for `IN`, as one JSON parameter: `"Run"."id" IN ${oneOf(ids)}`. The text and the number of parameters of a statement stay the same
 * however many values there are, so that it is prepared once and never meets SQLite's limits. Numbers must be finite.
 */
export function oneOf(values: readonly (number | string)[]): Prisma.Sql {
  return Prisma.sql`(SELECT "value" FROM json_each(${JSON.stringify(values)}))`;
}
