import { Prisma } from './generated/prisma/client.ts';

/**
 * A list for `IN`, as one JSON parameter: `"Run"."id" IN ${oneOf(ids)}`. The SQL text and the number of parameters do not depend on the number
 * of values: SQLite prepares the statement once, and the list can't exceed its limit on parameters. Numbers must be finite.
 */
export function oneOf(values: readonly (number | string)[]): Prisma.Sql {
  return Prisma.sql`(SELECT "value" FROM json_each(${JSON.stringify(values)}))`;
}
